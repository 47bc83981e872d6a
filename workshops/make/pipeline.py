# %% [markdown]
# # What a model pipeline takes for granted
# Is a flat expensive? From the table to a classifier and its scores. Every step hands something on that the next one
# relies on.
# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
# %%
flats = pd.read_csv("data/flats.csv")
flats.head()
# %%
flats.isnull().sum()
# %%
flats["expensive"].value_counts(normalize=True)
# %% [markdown]
# ## Features
# The rent itself would give the answer away. A missing year becomes the median.
# %%
flats["built"] = flats["built"].fillna(flats["built"].median())
features = pd.get_dummies(flats.drop(columns=["rent", "expensive"]), columns=["lift"], dtype=int)
target = flats["expensive"]
features.shape, target.shape
# %%
features.isna().sum().sum()
# %%
features.dtypes
# %%
features.corr()
# %% [markdown]
# ## Split and scale
# %%
X_train, X_test, y_train, y_test = train_test_split(features, target, test_size=0.25, random_state=0, stratify=target)
X_train.shape, X_test.shape
# %%
y_train.mean(), y_test.mean()
# %%
scaler = StandardScaler()
train_scaled = scaler.fit_transform(X_train)
test_scaled = scaler.transform(X_test)
print("mean", train_scaled.mean().round(6), "std", train_scaled.std().round(6))
# %%
np.isnan(test_scaled).sum()
# %% [markdown]
# ## The model
# %%
model = LogisticRegression(max_iter=500)
model.fit(train_scaled, y_train)
# %%
predicted = model.predict(test_scaled)
print("Predicted:", predicted.shape, "of", y_test.shape)
# %%
accuracy = accuracy_score(y_test, predicted)
print("Accuracy:", accuracy)
# %%
print("F1:", f1_score(y_test, predicted))
# %%
probability = model.predict_proba(test_scaled)[:, 1]
print("AUC:", roc_auc_score(y_test, probability))
# %%
probability.min(), probability.max()
# %%
confusion_matrix(y_test, predicted)
# %%
model.coef_.shape
