/**
 * Public names of modules that notebooks import with a star, separated by spaces: what `from module import *`
 * binds in numpy 2, matplotlib 3, pandas 3, scikit-learn 1.9, Python 3.11. A test compares a sample with the real modules.
 */
export const STAR_NAMES: Readonly<Record<string, string>> = {
  math:
    'acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp ' +
    'exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan ' +
    'isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder ' +
    'sin sinh sqrt tan tanh tau trunc ulp',
  statistics:
    'NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean ' +
    'linear_regression mean median median_grouped median_high median_low mode multimode pstdev pvariance ' +
    'quantiles stdev variance',
  random:
    'Random SystemRandom betavariate choice choices expovariate gammavariate gauss getrandbits getstate ' +
    'lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed setstate ' +
    'shuffle triangular uniform vonmisesvariate weibullvariate',
  numpy:
    'False_ ScalarType True_ __array_namespace_info__ __version__ abs absolute acos acosh add all ' +
    'allclose amax amin angle any append apply_along_axis apply_over_axes arange arccos arccosh arcsin ' +
    'arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array array2string ' +
    'array_equal array_equiv array_repr array_split array_str asanyarray asarray asarray_chkfinite ' +
    'ascontiguousarray asfortranarray asin asinh asmatrix astype atan atan2 atanh atleast_1d atleast_2d ' +
    'atleast_3d average bartlett base_repr binary_repr bincount bitwise_and bitwise_count bitwise_invert ' +
    'bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman block bmat bool ' +
    'bool_ broadcast broadcast_arrays broadcast_shapes broadcast_to busday_count busday_offset ' +
    'busdaycalendar byte bytes_ c_ can_cast cbrt cdouble ceil char character choose clip clongdouble ' +
    'column_stack common_type complex128 complex256 complex64 complexfloating compress concat concatenate ' +
    'conj conjugate convolve copy copysign copyto core corrcoef correlate cos cosh count_nonzero cov ' +
    'cross csingle ctypeslib cumprod cumsum cumulative_prod cumulative_sum datetime64 datetime_as_string ' +
    'datetime_data deg2rad degrees delete diag diag_indices diag_indices_from diagflat diagonal diff ' +
    'digitize divide divmod dot double dsplit dstack dtype dtypes e ediff1d einsum einsum_path emath ' +
    'empty empty_like equal errstate euler_gamma exceptions exp exp2 expand_dims expm1 extract eye f2py ' +
    'fabs fft fill_diagonal finfo fix flatiter flatnonzero flexible flip fliplr flipud float128 float16 ' +
    'float32 float64 float_power floating floor floor_divide fmax fmin fmod format_float_positional ' +
    'format_float_scientific frexp from_dlpack frombuffer fromfile fromfunction fromiter frompyfunc ' +
    'fromregex fromstring full full_like gcd generic genfromtxt geomspace get_include get_printoptions ' +
    'getbufsize geterr geterrcall gradient greater greater_equal half hamming hanning heaviside histogram ' +
    'histogram2d histogram_bin_edges histogramdd hsplit hstack hypot i0 identity iinfo imag index_exp ' +
    'indices inexact inf info inner insert int16 int32 int64 int8 int_ intc integer interp intersect1d ' +
    'intp invert is_busday isclose iscomplex iscomplexobj isdtype isfinite isfortran isin isinf isnan ' +
    'isnat isneginf isposinf isreal isrealobj isscalar issubdtype iterable ix_ kaiser kron lcm ldexp ' +
    'left_shift less less_equal lexsort lib linalg linspace little_endian load loadtxt log log10 log1p ' +
    'log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor logspace long longdouble ' +
    'longlong ma mask_indices matmul matrix matrix_transpose matvec max maximum may_share_memory mean ' +
    'median memmap meshgrid mgrid min min_scalar_type minimum mintypecode mod modf moveaxis multiply nan ' +
    'nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile ' +
    'nanprod nanquantile nanstd nansum nanvar ndarray ndenumerate ndim ndindex nditer negative ' +
    'nested_iters newaxis nextafter nonzero not_equal number object_ ogrid ones ones_like outer packbits ' +
    'pad partition percentile permute_dims pi piecewise place poly poly1d polyadd polyder polydiv polyfit ' +
    'polyint polymul polynomial polysub polyval positive pow power printoptions prod promote_types ptp ' +
    'put put_along_axis putmask quantile r_ rad2deg radians random ravel ravel_multi_index real ' +
    'real_if_close rec recarray reciprocal record remainder repeat require reshape resize result_type ' +
    'right_shift rint roll rollaxis roots rot90 round row_stack s_ save savetxt savez savez_compressed ' +
    'sctypeDict searchsorted select set_printoptions setbufsize setdiff1d seterr seterrcall setxor1d ' +
    'shape shares_memory short show_config show_runtime sign signbit signedinteger sin sinc single sinh ' +
    'size sort sort_complex spacing split sqrt square squeeze stack std str_ strings subtract sum ' +
    'swapaxes take take_along_axis tan tanh tensordot test testing tile timedelta64 trace transpose ' +
    'trapezoid tri tril tril_indices tril_indices_from trim_zeros triu triu_indices triu_indices_from ' +
    'true_divide trunc typecodes typename typing ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp ' +
    'ulong ulonglong union1d unique unique_all unique_counts unique_inverse unique_values unpackbits ' +
    'unravel_index unsignedinteger unstack unwrap ushort vander var vdot vecdot vecmat vectorize void ' +
    'vsplit vstack where zeros zeros_like',
  'numpy.linalg':
    'LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm ' +
    'matrix_power matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals ' +
    'tensordot tensorinv tensorsolve trace vecdot vector_norm',
  'numpy.random':
    'BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence beta binomial ' +
    'bytes chisquare choice default_rng dirichlet exponential f gamma geometric get_state gumbel ' +
    'hypergeometric laplace logistic lognormal logseries multinomial multivariate_normal ' +
    'negative_binomial noncentral_chisquare noncentral_f normal pareto permutation poisson power rand ' +
    'randint randn random random_integers random_sample ranf rayleigh sample seed set_state shuffle ' +
    'standard_cauchy standard_exponential standard_gamma standard_normal standard_t triangular uniform ' +
    'vonmises wald weibull zipf',
  'numpy.fft':
    'fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2 ' +
    'rfftfreq rfftn',
  'matplotlib.pyplot':
    'AbstractContextManager Annotation Arrow Artist AutoLocator AxLine Axes BackendFilter Button Circle ' +
    'Colorizer ColorizingArtist Colormap Enum ExitStack Figure FigureBase FigureCanvasBase ' +
    'FigureManagerBase FixedFormatter FixedLocator FormatStrFormatter Formatter FuncFormatter GridSpec IO ' +
    'IndexLocator Line2D LinearLocator Locator LogFormatter LogFormatterExponent LogFormatterMathtext ' +
    'LogLocator MaxNLocator MouseButton MultipleLocator Normalize NullFormatter NullLocator PolarAxes ' +
    'Polygon Rectangle ScalarFormatter Slider Subplot SubplotSpec TYPE_CHECKING Text TickHelper Widget ' +
    'acorr angle_spectrum annotate annotations arrow autoscale autumn available_backends axes axhline ' +
    'axhspan axis axline axvline axvspan backend_registry bar bar_label barbs barh bone box boxplot ' +
    'broken_barh cast cla clabel clf clim close cohere color_sequences colorbar colormaps connect contour ' +
    'contourf cool copper csd cycler delaxes disconnect draw draw_all draw_if_interactive ecdf errorbar ' +
    'eventplot figaspect figimage figlegend fignum_exists figtext figure fill fill_between fill_betweenx ' +
    'findobj flag gca gcf gci get get_backend get_cmap get_current_fig_manager get_figlabels get_fignums ' +
    'get_plot_commands get_scale_names getp ginput gray grid grouped_bar hexbin hist hist2d hlines hot ' +
    'hsv imread imsave imshow inferno install_repl_displayhook interactive ioff ion isinteractive jet ' +
    'legend locator_params loglog magma magnitude_spectrum margins matshow minorticks_off minorticks_on ' +
    'new_figure_manager nipy_spectral overload pause pcolor pcolormesh phase_spectrum pie pie_label pink ' +
    'plasma plot polar prism psd quiver quiverkey rc rcParams rcParamsDefault rcParamsOrig rc_context ' +
    'rcdefaults requested_backend rgrids savefig sca scatter sci semilogx semilogy set_cmap set_loglevel ' +
    'setp show specgram spring spy stackplot stairs stem step streamplot subplot subplot2grid ' +
    'subplot_mosaic subplot_tool subplots subplots_adjust summer suptitle switch_backend table text ' +
    'thetagrids tick_params ticklabel_format tight_layout title tricontour tricontourf tripcolor triplot ' +
    'twinx twiny uninstall_repl_displayhook violinplot viridis vlines waitforbuttonpress winter xcorr ' +
    'xkcd xlabel xlim xscale xticks ylabel ylim yscale yticks',
  pandas:
    'ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset ' +
    'DatetimeIndex DatetimeTZDtype ExcelFile ExcelWriter Flags Float32Dtype Float64Dtype Grouper HDFStore ' +
    'Index IndexSlice Int16Dtype Int32Dtype Int64Dtype Int8Dtype Interval IntervalDtype IntervalIndex ' +
    'MultiIndex NA NaT NamedAgg NamedFunc Period PeriodDtype PeriodIndex RangeIndex Series SparseDtype ' +
    'StringDtype Timedelta TimedeltaIndex Timestamp UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype ' +
    '__git_version__ __version__ api array arrays bdate_range col concat crosstab cut date_range ' +
    'describe_option errors eval factorize from_dummies get_dummies get_option infer_freq interval_range ' +
    'io isna isnull json_normalize lreshape melt merge merge_asof merge_ordered notna notnull offsets ' +
    'option_context options period_range pivot pivot_table plotting qcut read_clipboard read_csv ' +
    'read_excel read_feather read_fwf read_hdf read_html read_iceberg read_json read_orc read_parquet ' +
    'read_pickle read_sas read_spss read_sql read_sql_query read_sql_table read_stata read_table read_xml ' +
    'reset_option set_eng_float_format set_option show_versions test testing timedelta_range to_datetime ' +
    'to_numeric to_pickle to_timedelta tseries unique wide_to_long',
  'sklearn.metrics':
    'ConfusionMatrixDisplay DetCurveDisplay DistanceMetric PrecisionRecallDisplay PredictionErrorDisplay ' +
    'RocCurveDisplay accuracy_score adjusted_mutual_info_score adjusted_rand_score auc ' +
    'average_precision_score balanced_accuracy_score brier_score_loss calinski_harabasz_score ' +
    'check_scoring class_likelihood_ratios classification_report cluster cohen_kappa_score ' +
    'completeness_score confusion_matrix confusion_matrix_at_thresholds consensus_score coverage_error ' +
    'd2_absolute_error_score d2_brier_score d2_log_loss_score d2_pinball_score d2_tweedie_score ' +
    'davies_bouldin_score dcg_score det_curve euclidean_distances explained_variance_score f1_score ' +
    'fbeta_score fowlkes_mallows_score get_scorer get_scorer_names hamming_loss hinge_loss ' +
    'homogeneity_completeness_v_measure homogeneity_score jaccard_score ' +
    'label_ranking_average_precision_score label_ranking_loss log_loss make_scorer matthews_corrcoef ' +
    'max_error mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss ' +
    'mean_poisson_deviance mean_squared_error mean_squared_log_error mean_tweedie_deviance ' +
    'median_absolute_error metric_at_thresholds multilabel_confusion_matrix mutual_info_score ' +
    'nan_euclidean_distances ndcg_score normalized_mutual_info_score pair_confusion_matrix ' +
    'pairwise_distances pairwise_distances_argmin pairwise_distances_argmin_min ' +
    'pairwise_distances_chunked pairwise_kernels precision_recall_curve precision_recall_fscore_support ' +
    'precision_score r2_score rand_score recall_score roc_auc_score roc_curve root_mean_squared_error ' +
    'root_mean_squared_log_error silhouette_samples silhouette_score top_k_accuracy_score v_measure_score ' +
    'zero_one_loss',
  'IPython.display':
    'Audio Code DisplayHandle DisplayObject FileLink FileLinks GeoJSON HTML IFrame Image JSON Javascript ' +
    'Latex Markdown Math Pretty ProgressBar SVG ScribdDocument TextDisplayObject Video VimeoVideo ' +
    'YouTubeVideo clear_output display display_html display_javascript display_jpeg display_json ' +
    'display_latex display_markdown display_pdf display_png display_pretty display_svg ' +
    'publish_display_data update_display',
};
