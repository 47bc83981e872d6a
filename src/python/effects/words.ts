/** Tables of what well-known functions and methods do. Data only; the readers are beside it. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

/** Built-ins that change nothing and give the same again. */
export const PURE_BUILTINS = words(`
  len type isinstance issubclass str int float bool complex bytes bytearray list tuple dict set frozenset sorted min max
  sum abs round any all range enumerate zip map filter reversed repr ascii format hash id dir vars hasattr getattr
  callable ord chr hex bin oct pow divmod slice iter object memoryview property super`);

/** Built-ins and functions that do something, or wait for somebody. */
export const EFFECT_FUNCTIONS = words(`
  print input open next exec eval compile setattr delattr globals locals exit quit help breakpoint __import__ display
  time.sleep os.remove os.unlink os.rename os.replace os.mkdir os.makedirs os.rmdir os.removedirs os.system os.popen
  os.chdir os.putenv os.kill os.write os.open json.dump json.load pickle.dump pickle.load joblib.dump
  IPython.display.display IPython.core.display.display IPython.display.clear_output IPython.get_ipython get_ipython
  numpy.put numpy.copyto numpy.fill_diagonal numpy.place numpy.putmask numpy.put_along_axis numpy.seterr numpy.save
  numpy.savez numpy.savez_compressed numpy.savetxt numpy.set_printoptions pandas.set_option pandas.reset_option
  pandas.option_context torch.save torch.manual_seed torch.set_grad_enabled torch.set_default_dtype torch.seed
  torch.cuda.empty_cache torch.cuda.manual_seed torch.cuda.manual_seed_all torch.set_printoptions
  heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop bisect.insort bisect.insort_left
  bisect.insort_right gc.collect importlib.reload importlib.import_module functools.singledispatch
  tensorflow.random.set_seed tensorflow.keras.utils.set_random_seed keras.utils.set_random_seed
  tensorflow.keras.backend.clear_session logging.basicConfig warnings.filterwarnings warnings.simplefilter
  google.colab.drive.mount google.colab.files.upload google.colab.files.download sys.exit locale.setlocale
  tensorflow.keras.utils.plot_model`);

/** Whole modules whose functions draw, start processes, ask, or write. */
export const EFFECT_MODULES = words(`
  matplotlib seaborn plotly bokeh altair pylab subprocess shutil socket threading multiprocessing asyncio tempfile signal
  ipywidgets tqdm logging warnings wandb mlflow random secrets sqlite3 smtplib webbrowser pandas.plotting ctypes`);

/** Functions that change nothing, but take long: data from disk or network, training, resampling. */
export const EXPENSIVE_FUNCTIONS = words(`
  sklearn.model_selection.cross_val_score sklearn.model_selection.cross_validate
  sklearn.model_selection.cross_val_predict sklearn.model_selection.learning_curve
  sklearn.model_selection.validation_curve sklearn.model_selection.permutation_test_score
  sklearn.inspection.permutation_importance sklearn.inspection.partial_dependence
  sklearn.feature_selection.mutual_info_classif sklearn.feature_selection.mutual_info_regression
  numpy.load numpy.loadtxt numpy.genfromtxt numpy.fromfile torch.load joblib.load requests.get requests.head
  urllib.request.urlopen urllib.request.urlretrieve seaborn.load_dataset PIL.Image.open cv2.imread imageio.imread
  skimage.io.imread nltk.download statsmodels.datasets.get_rdataset statsmodels.api.datasets.get_rdataset
  statsmodels.formula.api.ols statsmodels.tsa.stattools.adfuller statsmodels.tsa.stattools.kpss
  scipy.io.loadmat scipy.io.wavfile.read librosa.load networkx.read_edgelist geopandas.read_file
  torchsummary.summary torchinfo.summary tensorflow.io.read_file tensorflow.keras.models.load_model
  keras.models.load_model`);

/** `pandas.read_csv`, `sklearn.datasets.fetch_openml`, … */
export const EXPENSIVE_PREFIXES: readonly string[] = [
  'pandas.read_',
  'sklearn.datasets.fetch_',
  'torchvision.datasets.',
  'torchvision.models.',
  'tensorflow.keras.datasets.',
  'keras.datasets.',
  'tensorflow_datasets.',
  'scipy.optimize.',
  'scipy.integrate.',
  'geopandas.read_',
  'polars.read_',
  'yfinance.',
];

/** Modules of which every other function changes nothing and gives the same again. */
export const PURE_MODULES = words(`
  math cmath statistics operator itertools functools collections re string textwrap decimal fractions numbers datetime
  time calendar hashlib base64 binascii copy platform sys os.path os.environ pathlib typing inspect dataclasses enum
  unicodedata difflib json struct array types keyword pprint.pformat uuid glob fnmatch
  numpy pandas scipy sklearn.metrics sklearn.utils sklearn.base sklearn.preprocessing sklearn.datasets torch
  tensorflow keras polars networkx statsmodels Levenshtein fuzzywuzzy packaging importlib.metadata psutil
  sklearn.linear_model sklearn.ensemble sklearn.tree sklearn.svm sklearn.neighbors sklearn.cluster sklearn.naive_bayes
  sklearn.decomposition sklearn.pipeline sklearn.compose sklearn.impute sklearn.feature_extraction sklearn.manifold
  sklearn.model_selection sklearn.feature_selection sklearn.discriminant_analysis sklearn.mixture sklearn.dummy
  os.listdir os.getcwd os.getenv os.cpu_count os.stat os.scandir os.walk os.getpid os.uname os.cpu_count
  urllib.parse mpl_toolkits shap.__version__ xgboost lightgbm catboost yellowbrick.__version__ IPython.display`);

/** Methods that read only: pandas, NumPy, str, dict, list, set, datetime, re, torch and estimators. */
export const PURE_METHODS = words(`
  abs add_prefix add_suffix agg aggregate align all any apply applymap argmax argmin argsort asfreq asof assign astype at_time
  between between_time bfill bool clip combine combine_first compare convert_dtypes copy corr corrwith count cov cummax
  cummin cumprod cumsum describe diff div divide dot drop drop_duplicates droplevel dropna duplicated eq equals ewm
  expanding explode factorize ffill fillna filter first first_valid_index floordiv ge get get_group groupby gt head
  idxmax idxmin infer_objects interpolate isin isna isnull item items iteritems iterrows itertuples join keys kurt
  kurtosis last last_valid_index le lookup lt mad map mask max mean median melt memory_usage merge min mod mode mul
  multiply ne ngroup nlargest notna notnull nsmallest nunique pct_change pipe pivot pivot_table pow prod product
  quantile query radd rank rdiv reindex reindex_like rename rename_axis reorder_levels replace resample reset_index
  rmul rolling round rsub searchsorted select_dtypes sem set_axis set_index shift skew sort_index sort_values squeeze
  stack std sub subtract sum swapaxes swaplevel tail take to_dict to_frame to_list to_numpy to_period to_records
  to_string to_timestamp tolist transpose truediv truncate tz_convert tz_localize unique unstack value_counts values
  var where xs get_level_values is_monotonic_increasing is_monotonic_decreasing difference intersection union
  symmetric_difference nth size ngroups cumcount cat_codes to_markdown to_latex to_datetime get_indexer get_loc
  month_name day_name normalize total_seconds
  ravel flatten reshape nonzero conj conjugate trace diagonal tobytes byteswap choose compress ptp real imag
  capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii
  isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper ljust lower lstrip maketrans
  partition removeprefix removesuffix rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip
  swapcase title translate upper zfill decode hex contains extract extractall findall match fullmatch len cat
  get_dummies issubset issuperset isdisjoint most_common elements bit_length as_integer_ratio is_integer
  group groups groupdict span start end finditer search
  strftime isoformat date timestamp weekday isoweekday timetuple to_pydatetime days_in_month
  size dim numel stride is_contiguous element_size unsqueeze view permute expand expand_as repeat chunk long float int
  double half byte detach cpu numpy clone matmul mm bmm norm sigmoid tanh relu softmax log_softmax argmin topk gather
  eq isnan isfinite isinf allclose log exp sqrt sin cos square type logical_and logical_not masked_fill index_select
  named_parameters parameters state_dict named_modules modules children named_children is_cuda get_device
  get_params get_feature_names get_feature_names_out get_n_leaves get_depth get_support get_config get_weights
  count_params get_layer get_output_shape_at exists is_file is_dir resolve absolute as_posix with_suffix relative_to
  joinpath glob iterdir rglob stat samefile expanduser is_absolute
  summary_frame conf_int params_frame nodes edges degree number_of_nodes number_of_edges neighbors has_edge has_node
  toarray todense tocsr tocsc tocoo getnnz get_shape as_list eval_expr mahalanobis total_memory conjugate
  is_available device_count isocalendar dt str to_pandas schema n_unique null_count is_null is_not_null
  get_n_splits get_group rfloordiv insert_column getbands getextrema getpixel summary2 __len__ __contains__ __str__`);

/** Methods that read only but compute for long: predictions of a fitted model, lazy frames brought into memory. */
export const EXPENSIVE_METHODS = words(`
  predict predict_proba predict_log_proba decision_function score score_samples transform inverse_transform evaluate
  kneighbors radius_neighbors compute collect toPandas predict_generator evaluate_generator predict_classes apply_async
  bootstrap forecast get_prediction t_test f_test wald_test permutation_importance to_html get_rdataset
  staged_predict staged_score encode_plus most_similar similarity wv_similarity best_score`);

/** Methods that train or otherwise run long and change what they are called on. */
export const TRAINING_METHODS = words(`
  fit fit_transform fit_predict fit_generator fit_resample fit_sample partial_fit train train_on_batch test_on_batch
  fine_tune learn build_vocab fit_one_cycle lr_find`);

/** Estimators learn from data and leave it alone: training one again changes nothing that it was trained with before. */
export const LEARNER_LIBRARIES = words('sklearn xgboost lightgbm catboost imblearn mlxtend category_encoders');

/** In-place methods that change only the object itself, not what it holds. */
export const SHALLOW_MUTATORS = words(`
  append appendleft extend extendleft insert remove pop popleft popitem clear update setdefault discard add sort reverse
  rotate subtract difference_update intersection_update symmetric_difference_update move_to_end
  fill itemset resize put setflags setfield append_column add_node add_edge add_nodes_from add_edges_from remove_node
  remove_edge push appendline write writelines writerow writerows`);

/** In-place methods that change what the object holds as well (a model's weights, an optimiser's parameters). */
export const DEEP_MUTATORS = words(`
  set_params set_config load_state_dict load_weights load_model set_weights compile build step backward zero_grad
  eval train cuda half_ requires_grad freeze unfreeze reset reset_states register_buffer register_parameter
  register_forward_hook add_module seek read readline readlines close flush truncate send throw shuffle seed execute
  executemany commit rollback fetchone fetchall fetchmany connect acquire release put get_nowait join_thread start stop
  set_state setstate jumpahead __next__ __setitem__ __delitem__ __iadd__ unload prune quantize`);

/** Methods of generators of random numbers: each call moves the generator on. */
export const DRAW_METHODS = words(`
  standard_normal standard_exponential standard_gamma normal integers randint random_integers rand randn choice choices
  permutation permuted uniform random random_sample rvs multivariate_normal poisson binomial exponential beta gamma
  lognormal gauss betavariate normalvariate randrange getrandbits bytes_random negative_binomial geometric dirichlet
  multinomial laplace logistic gumbel triangular vonmises weibull pareto zipf chisquare`);

/** Methods whose result shares memory or parts with what they are called on. */
export const VIEW_METHODS = words(`
  get items values keys reshape ravel view transpose swapaxes squeeze unsqueeze to_numpy numpy detach cpu head tail
  iterrows itertuples iteritems parameters named_parameters state_dict modules children named_children named_modules
  get_layer expand expand_as permute chunk diagonal real imag astype xs get_group __getitem__ pipe item setdefault pop
  to rename set_axis reindex infer_objects truncate type float long double half nodes edges neighbors state_dict
  popleft popitem float byte int`);

/** Functions whose result shares memory or elements with their first arguments. */
export const VIEW_FUNCTIONS = words(`
  iter zip enumerate map filter reversed getattr next vars memoryview numpy.asarray numpy.asanyarray numpy.ravel
  numpy.reshape numpy.transpose numpy.squeeze numpy.atleast_1d numpy.atleast_2d numpy.atleast_3d numpy.expand_dims
  numpy.broadcast_to numpy.swapaxes numpy.moveaxis numpy.ascontiguousarray numpy.split numpy.array_split numpy.frombuffer
  numpy.diagonal numpy.real numpy.imag numpy.rollaxis numpy.flip numpy.fliplr numpy.flipud numpy.rot90
  torch.from_numpy torch.as_tensor torch.squeeze torch.unsqueeze torch.reshape torch.transpose torch.split torch.chunk
  itertools.chain itertools.islice itertools.cycle itertools.tee functools.partial pandas.DataFrame pandas.Series
  pandas.Index tqdm.tqdm tqdm.notebook.tqdm tqdm.auto.tqdm typing.cast tensorflow.reshape`);

/** Functions whose result is a new container with the old elements. */
export const SHALLOW_COPIES = words(`
  list tuple dict set frozenset sorted copy.copy collections.deque collections.OrderedDict collections.defaultdict
  collections.ChainMap max min sum`);

/** Calls whose value is an iterator: reading it uses it up. */
export const ITERATOR_FUNCTIONS = words(`
  iter zip map filter enumerate reversed open csv.reader csv.DictReader os.walk os.scandir glob.iglob re.finditer
  itertools.chain itertools.islice itertools.cycle itertools.count itertools.product itertools.permutations
  itertools.combinations itertools.groupby itertools.starmap itertools.takewhile itertools.dropwhile itertools.zip_longest
  itertools.repeat itertools.accumulate itertools.compress`);
export const ITERATOR_METHODS = words(`
  iterrows itertuples iteritems finditer iterdir rglob glob split_iter iter flow flow_from_directory
  flow_from_dataframe parameters named_parameters children modules`);

/** Built-ins that look at an iterator without using it up. */
export const NOT_CONSUMING = words(`
  type isinstance id repr str print hasattr callable dir display getattr iter zip map filter enumerate format len
  tqdm.tqdm`);

/** Functions that change their first argument in place. */
export const MUTATES_FIRST = words(`
  next setattr delattr numpy.put numpy.copyto numpy.fill_diagonal numpy.place numpy.putmask numpy.put_along_axis
  numpy.random.shuffle random.shuffle heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop
  bisect.insort bisect.insort_left bisect.insort_right torch.nn.utils.clip_grad_norm_ torch.nn.utils.clip_grad_value_
  operator.setitem operator.delitem operator.iadd cv2.rectangle cv2.circle cv2.line cv2.putText cv2.drawContours
  cv2.polylines cv2.fillPoly cv2.ellipse numpy.ndarray.sort list.append list.sort dict.update`);

/** Functions after which any name may mean something else. */
export const BARRIER_FUNCTIONS = words(`
  exec eval execfile globals locals get_ipython IPython.get_ipython reload importlib.reload`);

/** Functions and methods that write to files or change the process. */
export const WORLD_FUNCTIONS = words(`
  open os.remove os.unlink os.rename os.replace os.mkdir os.makedirs os.rmdir os.removedirs os.system os.chdir os.putenv
  torch.save joblib.dump pickle.dump json.dump numpy.save numpy.savez numpy.savetxt urllib.request.urlretrieve
  google.colab.drive.mount google.colab.files.upload nltk.download`);
export const WORLD_METHODS = words(`
  to_csv to_excel to_parquet to_pickle to_json to_sql to_hdf to_feather save save_weights savefig write_text
  write_bytes mkdir unlink rmdir rename touch extractall extract write_image save_model save_pretrained dump`);
/** What reads the outside: its value changes with the outside. */
export const READS_WORLD = words(
  `os glob pathlib open Path exists is_file is_dir iterdir stat shutil requests urllib`,
);

/** Line magics that leave the names of the notebook alone. */
export const HARMLESS_MAGICS = words(`
  matplotlib time timeit load_ext reload_ext unload_ext config pip conda mamba cd pwd ls ll env set_env who who_ls whos
  precision autoreload tensorboard pdb debug prun lprun mprun memit mprof magic lsmagic quickref history hist page pinfo
  pinfo2 psearch pycat pdoc pfile psource system sx sc alias autosave capture autocall automagic bookmark colors dhist
  doctest_mode logoff logon logstart logstate logstop notebook gui killbgscripts recall rerun_off shell tb unalias
  writefile watermark cat mkdir rm rmdir cp mv man more less dirs popd pushd html javascript js latex markdown svg
  aimport nbdev nbagg snakeviz version_information tensorflow_version`);

/** Methods that draw or tell; they change a figure, not data. */
export const SHOWING_METHODS = words(`
  plot hist boxplot scatter bar barh pie kde density line area hexbin info show display print summary print_summary
  imshow heatmap view_init tight_layout savefig legend grid annotate text title xlabel ylabel set_title set_xlabel
  set_ylabel warn warning debug error critical`);

/** Libraries whose functions leave their arguments alone unless listed otherwise. */
export const KNOWN_LIBRARIES = words(`
  numpy pandas scipy sklearn matplotlib seaborn plotly statsmodels torch torchvision torchaudio tensorflow keras xgboost
  lightgbm catboost nltk spacy gensim transformers datasets cv2 PIL skimage imageio networkx bokeh altair requests
  urllib bs4 json csv re os sys math cmath random statistics datetime time calendar collections itertools functools
  operator copy string textwrap glob pathlib pickle joblib pprint warnings logging typing tqdm IPython ipywidgets
  google folium geopandas shapely polars dask pyspark mlxtend imblearn yellowbrick shap lime eli5 wordcloud textblob
  sympy numba psutil platform subprocess shutil tempfile zipfile tarfile gzip io base64 hashlib uuid decimal fractions
  missingno pandas_profiling ydata_profiling category_encoders optuna hyperopt tensorflow_datasets torchsummary
  torchinfo torchmetrics pytorch_lightning librosa soundfile h5py openpyxl sqlalchemy sqlite3 pymc3 pymc arviz prophet
  fbprophet pmdarima lifelines umap hdbscan jax flax yfinance pandas_datareader squarify tabulate termcolor colorama
  emoji inspect traceback types enum dataclasses abc contextlib argparse getpass socket threading multiprocessing
  timeit struct array bisect heapq html xml unicodedata difflib fnmatch secrets locale gc weakref graphviz pydot
  mpl_toolkits pylab scikitplot plotnine hvplot holoviews contextily sweetviz sklearn_pandas feature_engine kmodes prince
  hmmlearn tslearn ruptures arch lifetimes statsforecast pingouin scikit_posthocs factor_analyzer phik ppscore xarray
  pyarrow duckdb pandasql numexpr empiricaldist geopy haversine yaml dotenv importlib six kagglehub opendatasets gdown wget
  ucimlrepo palmerpenguins vega_datasets psycopg2 torchtext tensorflow_hub keras_tuner timm albumentations evaluate
  accelerate sentence_transformers
  pydotplus kaggle wandb mlflow ipykernel fuzzywuzzy rapidfuzz Levenshtein holidays pytz dateutil patsy linearmodels
  len str int float bool list dict tuple set frozenset type isinstance issubclass sorted min max sum abs round any all
  range enumerate zip map filter reversed repr ascii format hash id dir vars hasattr getattr callable ord chr hex bin
  oct pow divmod slice iter object memoryview property super complex bytes bytearray print input open help display
  get_ipython exit quit Exception ValueError TypeError KeyError unittest pytest`);
