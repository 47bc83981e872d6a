import { type Doubted, holdDoubts, type Sure } from './cases.ts';

const FOREST = 'from sklearn.ensemble import RandomForestClassifier\nmodel = RandomForestClassifier().fit(X, y)\n';
const REGRESSOR = 'from sklearn.ensemble import RandomForestRegressor\nmodel = RandomForestRegressor().fit(X, y)\n';
const DUMMY = 'from sklearn.dummy import DummyClassifier\ndummy = DummyClassifier().fit(X, y)\n';
const KMEANS = 'from sklearn.cluster import KMeans\nkm = KMeans(n_clusters=3).fit(X)\n';
const CV = 'from sklearn.model_selection import cross_val_score\n';
const TRUTH = 'y_test, pred = load()\n';
const PREDICTED = `${FOREST}pred = model.predict(X_test)\n`;
const of = (name: string) => `from sklearn.metrics import ${name}\n`;
const classification = (rows: readonly number[], weakest = 0.78) => {
  const all = rows.reduce((sum, it) => sum + it, 0);
  return `              precision    recall  f1-score   support

           0       0.86      0.90      0.88       ${rows[0]}
           1       0.85      ${weakest}      0.82        ${rows[1]}

    accuracy                           0.85       ${all}
   macro avg       0.85      0.84      0.85       ${all}
weighted avg       0.85      0.85      0.85       ${all}
`;
};
const REPORT = classification([105, 74]);
const MATRIX = '[[90 10]\n [15 64]]\n';
const CROSS = 'col_0   0   1\nrow_0\n0      24   5\n1       4  28\n';
const AREA = { probed: "{'area': 0.88}" };

const doubted: Doubted[] = [
  ['model-performance/accuracy', `${of('accuracy_score')}y, clusters = load()`, 'accuracy_score(y, clusters)', '0.83', 'clusters are numbered by chance'],
  ['model-performance/accuracy', `${of('accuracy_score')}${DUMMY}pred = dummy.predict(X)`, 'accuracy_score(y, dummy.predict(X))', '0.83', 'what a dummy gets'],
  ['model-performance/accuracy', `${of('accuracy_score')}${PREDICTED}`, 'accuracy_score(y_test, pred)', '0.83', 'no seed holds'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '1.0', 'a perfect score'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.51', 'with two classes'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.15', 'may be no better than chance'],
  ['model-performance/classification-report', `${of('classification_report')}${DUMMY}`, 'print(classification_report(y, dummy.predict(X)))', REPORT, 'what a dummy gets'],
  ['model-performance/classification-report', `${of('classification_report')}${PREDICTED}`, 'print(classification_report(y_test, pred))', REPORT, 'no seed holds'],
  ['model-performance/classification-report', `${of('classification_report')}${TRUTH}`, 'print(classification_report(y_test, pred))', classification([15, 14]), 'of so few rows'],
  ['model-performance/classification-report', `${of('classification_report')}${TRUTH}`, 'print(classification_report(y_test, pred))', classification([105, 9]), 'the rarest class'],
  ['model-performance/class-recall', `${of('classification_report')}${PREDICTED}`, 'print(classification_report(y_test, pred))', classification([2105, 1074], 0.87), 'no seed holds'],
  ['model-performance/cross-validation-mean', `${CV}model, X, y = load()\ncv = cross_val_score(model, X, y)`, 'cv.mean()', '0.5', 'with two classes'],
  ['model-performance/cross-validation-mean', `${CV}${DUMMY}cv = cross_val_score(dummy, X, y)`, 'print("Baseline:", cv.mean())', 'Baseline: 0.8\n', 'what a dummy gets'],
  ['model-performance/cross-validation-mean', `${CV}${FOREST}cv = cross_val_score(model, X, y)`, 'cv.mean()', '0.83', 'no seed holds'],
  ['model-performance/cross-validation-mean', `${CV}model, X, y = load()\ncv = cross_val_score(model, X, y)`, 'cv.mean()', '1.0', 'a perfect score'],
  ['model-performance/cross-validation-scores', `${CV}model, X, y = load()\nscores = cross_val_score(model, X, y)`, 'scores', 'array([0.5 , 0.51, 0.49])', 'with two classes'],
  ['model-performance/cross-validation-scores', `${CV}${FOREST}scores = cross_val_score(model, X, y)`, 'scores', 'array([0.83, 0.8 , 0.85])', 'no seed holds'],
  ['model-performance/r2', `${of('r2_score')}${TRUTH}`, "print('Baseline R2:', r2_score(y_test, pred))", 'Baseline R2: 0.71\n', 'what a dummy gets'],
  ['model-performance/r2', `${of('r2_score')}${REGRESSOR}`, 'r2_score(y, model.predict(X))', '0.71', 'no seed holds'],
  ['model-performance/r2', `${of('r2_score')}${TRUTH}`, 'r2_score(y_test, pred)', '1.0', 'a perfect score'],
  ['model-performance/r2', `${of('r2_score')}${TRUTH}`, 'r2_score(y_test, pred)', '0.12', 'next to nothing'],
  ['model-performance/auc', `${of('roc_auc_score')}${DUMMY}`, 'roc_auc_score(y, dummy.predict(X))', '0.71', 'what a dummy gets'],
  ['model-performance/auc', `${of('roc_auc_score')}${FOREST}`, 'roc_auc_score(y, model.predict(X))', '0.91', 'no seed holds'],
  ['model-performance/auc', `${of('roc_auc_score')}y_test, p = load()`, 'roc_auc_score(y_test, p)', '1.0', 'a perfect score'],
  ['model-performance/auc', `${of('roc_auc_score')}${TRUTH}`, 'roc_auc_score(pred, y_test)', '0.91', 'the predictions stand first'],
  ['model-performance/agreement', `${of('cohen_kappa_score')}${TRUTH}`, 'cohen_kappa_score(y_test, pred)', '0.35', 'so little agreement'],
  ['model-performance/agreement', `${of('cohen_kappa_score')}${PREDICTED}`, 'cohen_kappa_score(y_test, pred)', '0.71', 'no seed holds'],
  ['model-performance/agreement', `${of('cohen_kappa_score')}${TRUTH}`, 'cohen_kappa_score(y_test, pred)', '1.0', 'a perfect score'],
  ['model-performance/confusion-matrix', `${of('confusion_matrix')}${DUMMY}cm = confusion_matrix(y, dummy.predict(X))`, 'print(cm)', MATRIX, 'what a dummy gets'],
  ['model-performance/confusion-matrix', `${of('confusion_matrix')}${PREDICTED}cm = confusion_matrix(y_test, pred)`, 'print(cm)', MATRIX, 'no seed holds'],
  ['model-performance/confusion-matrix', `${of('confusion_matrix')}${TRUTH}`, 'print(confusion_matrix(y_test, pred))', MATRIX, 'has no name'],
  ['model-performance/manual-accuracy', TRUTH, "print('Baseline:', (pred == y_test).mean())", 'Baseline: 0.71\n', 'what a dummy gets'],
  ['model-performance/manual-accuracy', PREDICTED, '(pred == y_test).mean()', '0.91', 'no seed holds'],
  ['model-performance/manual-accuracy', TRUTH, '(pred == y_test).mean()', '1.0', 'a perfect score'],
  ['model-performance/model-score', DUMMY, 'dummy.score(X, y)', '0.71', 'what a dummy gets'],
  ['model-performance/model-score', FOREST, 'model.score(X_test, y_test)', '0.91', 'no seed holds'],
  ['model-performance/model-score', 'model, X_test, y_test = load()', 'model.score(X_test, y_test)', '1.0', 'a perfect score'],
  ['model-performance/precision-recall-f1', `${of('f1_score')}${DUMMY}`, 'f1_score(y, dummy.predict(X))', '0.71', 'what a dummy gets'],
  ['model-performance/precision-recall-f1', `${of('f1_score')}${PREDICTED}`, 'f1_score(y_test, pred)', '0.91', 'no seed holds'],
  ['model-performance/precision-recall-f1', `${of('f1_score')}${TRUTH}`, 'f1_score(y_test, pred)', '1.0', 'a perfect score'],
  ['model-performance/average-precision', `${of('average_precision_score')}${PREDICTED}`, 'average_precision_score(y_test, pred)', '0.91', 'no seed holds'],
  ['model-performance/average-precision', `${of('average_precision_score')}y_test, p = load()`, 'average_precision_score(y_test, p)', '1.0', 'a perfect score'],
  ['model-performance/cluster-agreement', `${of('adjusted_rand_score')}${KMEANS}`, 'adjusted_rand_score(y, km.labels_)', '0.93', 'no seed holds'],
  ['model-performance/cluster-agreement', `${of('adjusted_rand_score')}y, labels = load()`, 'adjusted_rand_score(y, labels)', '1.0', 'a perfect score'],
  ['model-performance/error', `${of('mean_squared_error')}${TRUTH}`, "print('Baseline MSE:', mean_squared_error(y_test, pred))", 'Baseline MSE: 12.5\n', 'what a dummy gets'],
  ['model-performance/error', `${of('mean_squared_error')}${REGRESSOR}`, 'mean_squared_error(y, model.predict(X))', '12.5', 'no seed holds'],
  ['model-performance/evaluated-loss', 'model, X_test, y_test = load()', 'model.evaluate(X_test, y_test)', '[0.69, 0.51]', 'no better than chance'],
  ['model-performance/evaluated-loss', 'from tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\nmodel.fit(X, y)', 'model.evaluate(X_test, y_test)', '[0.33, 0.8823]', 'no seed holds'],
  ['model-performance/labelled-score', `${FOREST}score = model.score(X, y)`, "print('Test score:', score)", 'Test score: 0.8472\n', 'no seed holds'],
  ['model-performance/learned-parameter', 'model = load()', 'model.intercept_', '36.4912', 'an intercept means something'],
  ['model-performance/learned-parameter', 'from sklearn.linear_model import SGDRegressor\nmodel = SGDRegressor().fit(X, y)', 'model.coef_[0]', '36.4912', 'no seed holds'],
  ['model-performance/metrics-mapping', `${FOREST}metrics = evaluate(model)`, 'metrics', "{'accuracy': 0.82, 'f1': 0.79}", 'no seed holds'],
  ['model-performance/metrics-mapping', 'metrics = evaluate()', 'metrics', "{'accuracy': 0.42, 'f1': 0.39}", 'no better than chance'],
  ['model-performance/silhouette', `${of('silhouette_score')}${KMEANS}`, 'silhouette_score(X, km.labels_)', '0.881', 'no seed holds'],
  ['model-performance/silhouette', `${of('silhouette_score')}X, labels = load()`, 'silhouette_score(X, labels)', '1.0', 'a perfect score'],
  ['model-performance/train-test-gap', `${FOREST}train_score = model.score(X_train, y_train)\ntest_score = model.score(X_test, y_test)`, 'print(train_score, test_score)', '0.91 0.86\n', 'no seed holds'],
  ['model-performance/train-test-gap', 'train_score, test_score = load()', 'print(train_score, test_score)', '0.95 0.8\n', 'the gap is large already'],
  ['model-performance/brier-score', `${of('brier_score_loss')}${PREDICTED}`, 'brier_score_loss(y_test, pred)', '0.1312', 'no seed holds'],
  ['model-performance/cluster-scatter', `import matplotlib.pyplot as plt\n${of('silhouette_score')}${KMEANS}labels = km.labels_`, 'plt.scatter(X[:, 0], X[:, 1], c=labels)', { probed: "{'silhouette': 0.88}" }, 'no seed holds'],
  ['model-performance/confusion-display', `${of('accuracy_score, ConfusionMatrixDisplay')}${PREDICTED}`, 'ConfusionMatrixDisplay.from_predictions(y_test, pred)', { probed: "{'share': 0.85}" }, 'no seed holds'],
  ['model-performance/cross-table', `import pandas as pd\n${PREDICTED}`, 'pd.crosstab(y_test, pred)', CROSS, 'no seed holds'],
  ['model-performance/decision-boundary', `from mlxtend.plotting import plot_decision_regions\n${FOREST}`, 'plot_decision_regions(X, y, clf=model)', { probed: "{'score': 0.94}" }, 'no seed holds'],
  ['model-performance/explained-variance', "from sklearn.decomposition import PCA\npca = PCA(n_components=2, svd_solver='randomized').fit(X)", 'pca.explained_variance_ratio_', 'array([0.7526, 0.2303])', 'no seed holds'],
  ['model-performance/inertia', KMEANS, 'km.inertia_', '78.85', 'no seed holds'],
  ['model-performance/learning-curve', `import matplotlib.pyplot as plt\nimport numpy as np\nfrom sklearn.model_selection import learning_curve\n${FOREST}sizes, train_scores, test_scores = learning_curve(model, X, y)`, 'plt.plot(sizes, np.mean(test_scores, axis=1))', { probed: "{'score': 0.87}" }, 'no seed holds'],
  ['model-performance/negated-errors', `${CV}${REGRESSOR}scores = cross_val_score(model, X, y, scoring='neg_mean_squared_error')`, 'scores', 'array([-3.2, -2.9, -3.6])', 'no seed holds'],
  ['model-performance/predicted-against-true', `import matplotlib.pyplot as plt\n${of('r2_score')}${REGRESSOR}y_pred = model.predict(X_test)`, 'plt.scatter(y_test, y_pred)', { probed: "{'r2': 0.83}" }, 'no seed holds'],
  ['model-performance/regression-parameters', 'results = fit()', 'results.params', 'Intercept    40.143200\narea          1.203100\ndtype: float64\n', 'the code names the terms'],
  ['model-performance/roc-curve', `${of('roc_auc_score, RocCurveDisplay')}${FOREST}scores = model.predict(X_test)`, 'RocCurveDisplay.from_predictions(y_test, scores)', AREA, 'no seed holds'],
  ['model-performance/score-list', `${FOREST}k_scores = [model.score(X, y)]`, 'print(k_scores)', '[0.9533, 0.9600, 0.9733]\n', 'no seed holds'],
];

const sure: Sure[] = [
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.83'],
  ['model-performance/accuracy', 'accuracy = evaluate()', "print(f'Accuracy: {accuracy:.1f} %')", 'Accuracy: 83.2 %\n'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.57'],
  ['model-performance/classification-report', `${of('classification_report')}${TRUTH}`, 'print(classification_report(y_test, pred))', REPORT],
  ['model-performance/classification-report', `${of('classification_report')}${TRUTH}`, 'print(classification_report(y_test, pred))', classification([20, 10])],
  ['model-performance/class-recall', `${of('classification_report')}${TRUTH}`, 'print(classification_report(y_test, pred))', REPORT],
  ['model-performance/cross-validation-mean', `${CV}model, X, y = load()\ncv = cross_val_score(model, X, y)`, 'cv.mean()', '0.83'],
  ['model-performance/cross-validation-scores', `${CV}model, X, y = load()\nscores = cross_val_score(model, X, y)`, 'scores', 'array([0.83, 0.8 , 0.85])'],
  ['model-performance/r2', `${of('r2_score')}${TRUTH}`, 'r2_score(y_test, pred)', '0.71'],
  ['model-performance/r2', `${of('r2_score')}${TRUTH}`, 'r2_score(y_test, pred)', '0.2'],
  ['model-performance/auc', `${of('roc_auc_score')}y_test, p = load()`, 'roc_auc_score(y_test, p)', '0.91'],
  ['model-performance/auc', `${of('roc_auc_score')}${TRUTH}`, 'roc_auc_score(y_test, pred)', '0.91'],
  ['model-performance/agreement', `${of('cohen_kappa_score')}${TRUTH}`, 'cohen_kappa_score(y_test, pred)', '0.71'],
  ['model-performance/confusion-matrix', `${of('confusion_matrix')}${TRUTH}cm = confusion_matrix(y_test, pred)`, 'print(cm)', MATRIX],
  ['model-performance/manual-accuracy', TRUTH, '(pred == y_test).mean()', '0.91'],
  ['model-performance/model-score', 'model, X_test, y_test = load()', 'model.score(X_test, y_test)', '0.83'],
  ['model-performance/model-score', FOREST.replace('()', '(random_state=0)'), 'model.score(X_test, y_test)', '0.83'],
  ['model-performance/precision-recall-f1', `${of('f1_score')}${TRUTH}`, 'f1_score(y_test, pred)', '0.91'],
  ['model-performance/average-precision', `${of('average_precision_score')}y_test, p = load()`, 'average_precision_score(y_test, p)', '0.91'],
  ['model-performance/cluster-agreement', `${of('adjusted_rand_score')}y, labels = load()`, 'adjusted_rand_score(y, labels)', '0.73'],
  ['model-performance/error', `${of('mean_squared_error')}${TRUTH}`, 'mean_squared_error(y_test, pred)', '12.5'],
  ['model-performance/evaluated-loss', 'model, X_test, y_test = load()', 'model.evaluate(X_test, y_test)', '[0.33, 0.8823]'],
  ['model-performance/labelled-score', 'score = evaluate_all()', "print('Test score:', score)", 'Test score: 0.8472\n'],
  ['model-performance/learned-parameter', 'model = load()', 'model.coef_[0]', '36.4912'],
  ['model-performance/metrics-mapping', 'metrics = evaluate()', 'metrics', "{'accuracy': 0.82, 'f1': 0.79, 'mae': 12.5}"],
  ['model-performance/silhouette', `${of('silhouette_score')}X, labels = load()`, 'silhouette_score(X, labels)', '0.554'],
  ['model-performance/train-test-gap', 'train_score, test_score = load()', 'print(train_score, test_score)', '0.91 0.86\n'],
  ['model-performance/brier-score', `${of('brier_score_loss')}y_test, p = load()`, 'brier_score_loss(y_test, p)', '0.1312'],
  ['model-performance/cluster-scatter', `import matplotlib.pyplot as plt\n${of('silhouette_score')}X, labels = load()`, 'plt.scatter(X[:, 0], X[:, 1], c=labels)', { probed: "{'silhouette': 0.88}" }],
  ['model-performance/confusion-display', `${of('accuracy_score, ConfusionMatrixDisplay')}${TRUTH}`, 'ConfusionMatrixDisplay.from_predictions(y_test, pred)', { probed: "{'share': 0.85}" }],
  ['model-performance/cross-table', `import pandas as pd\n${TRUTH}`, 'pd.crosstab(y_test, pred)', CROSS],
  ['model-performance/decision-boundary', 'from mlxtend.plotting import plot_decision_regions\nX, y, model = load()', 'plot_decision_regions(X, y, clf=model)', { probed: "{'score': 0.94}" }],
  ['model-performance/explained-variance', 'pca = load()', 'pca.explained_variance_ratio_', 'array([0.5526, 0.2303])'],
  ['model-performance/inertia', 'km = load()', 'km.inertia_', '78.85'],
  ['model-performance/learning-curve', 'import matplotlib.pyplot as plt\nimport numpy as np\nfrom sklearn.model_selection import learning_curve\nsizes, train_scores, test_scores = learning_curve(model, X, y)', 'plt.plot(sizes, np.mean(test_scores, axis=1))', { probed: "{'score': 0.87}" }],
  ['model-performance/negated-errors', `${CV}model, X, y = load()\nscores = cross_val_score(model, X, y, scoring='neg_mean_squared_error')`, 'scores', 'array([-3.2, -2.9, -3.6])'],
  ['model-performance/predicted-against-true', `import matplotlib.pyplot as plt\n${of('r2_score')}y_test, y_pred = load()`, 'plt.scatter(y_test, y_pred)', { probed: "{'r2': 0.83}" }],
  ['model-performance/regression-parameters', 'results = fit()', 'results.params', 'Intercept          40.143200\nC(kind)[T.flat]     1.203100\ndtype: float64\n'],
  ['model-performance/roc-curve', `${of('roc_auc_score, RocCurveDisplay')}y_test, scores = load()`, 'RocCurveDisplay.from_predictions(y_test, scores)', AREA],
  ['model-performance/score-list', 'k_scores = search()', 'print(k_scores)', '[0.9533, 0.9600, 0.9733]\n'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.99'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.43'],
  ['model-performance/accuracy', `${of('accuracy_score')}${TRUTH}`, 'accuracy_score(y_test, pred)', '0.21'],
  ['model-performance/cross-validation-mean', `${CV}model, X, y = load()\ncv = cross_val_score(model, X, y)`, 'cv.mean()', '0.99'],
  ['model-performance/cross-validation-mean', `${CV}model, X, y = load()`, 'cross_val_score(model, X, y).mean()', '0.57'],
  ['model-performance/cross-validation-scores', `${CV}model, X, y = load()\nscores = cross_val_score(model, X, y)`, 'scores', 'array([0.57, 0.58, 0.6 ])'],
  ['model-performance/r2', `${of('r2_score')}${TRUTH}`, 'r2_score(y_test, pred)', '0.99'],
  ['model-performance/auc', `${of('roc_auc_score')}y_test, p = load()`, 'roc_auc_score(y_test, p)', '0.99'],
  ['model-performance/agreement', `${of('cohen_kappa_score')}${TRUTH}`, 'cohen_kappa_score(y_test, pred)', '0.4'],
  ['model-performance/manual-accuracy', TRUTH, '(pred == y_test).mean()', '0.99'],
  ['model-performance/model-score', 'model, X_test, y_test = load()', 'model.score(X_test, y_test)', '0.99'],
  ['model-performance/precision-recall-f1', `${of('f1_score')}${TRUTH}`, 'f1_score(y_test, pred)', '0.99'],
  ['model-performance/average-precision', `${of('average_precision_score')}y_test, p = load()`, 'average_precision_score(y_test, p)', '0.99'],
  ['model-performance/cluster-agreement', `${of('adjusted_rand_score')}${KMEANS.replace('=3', '=3, random_state=0')}`, 'adjusted_rand_score(y, km.labels_)', '0.73'],
  ['model-performance/silhouette', `${of('silhouette_score')}${KMEANS.replace('=3', '=3, random_state=0')}`, 'silhouette_score(X, km.labels_)', '0.554'],
  ['model-performance/inertia', KMEANS.replace('=3', '=3, random_state=0'), 'km.inertia_', '78.85'],
  ['model-performance/error', `${of('mean_squared_error')}${REGRESSOR.replace('()', '(random_state=0)')}`, 'mean_squared_error(y, model.predict(X))', '12.5'],
  ['model-performance/evaluated-loss', 'model, X_test, y_test = load()', 'model.evaluate(X_test, y_test)', '[0.69, 0.61]'],
  ['model-performance/metrics-mapping', 'metrics = evaluate()', 'metrics', "{'accuracy': 0.52, 'f1': 0.59}"],
  ['model-performance/train-test-gap', 'train_score, test_score = load()', 'print(train_score, test_score)', '0.9 0.81\n'],
  ['model-performance/classification-report', `${of('classification_report')}${PREDICTED.replace('()', '(random_state=0)')}`, 'print(classification_report(y_test, pred))', REPORT],
];

holdDoubts(['model-performance'], { doubted, sure, unreached: [] });
