/** Which calls draw data, and which only dress up or show a figure. By name, as notebooks spell them. */
import type { SyntaxNode } from '@lezer/common';
import { argumentsOf, calleeOf, lastName, receiverOf, rootName } from './calls.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Methods of matplotlib's axes and functions of pyplot that draw data. */
const MATPLOTLIB = words(`
  acorr angle_spectrum bar bar3d barbs barh boxplot broken_barh cohere contour contour3D contourf csd errorbar
  eventplot fill fill_between fill_betweenx hexbin hist hist2d hlines imshow loglog magnitude_spectrum matshow pcolor
  pcolormesh phase_spectrum pie plot plot3D plot_date plot_surface plot_trisurf plot_wireframe polar psd quiver
  scatter scatter3D semilogx semilogy specgram spy stackplot stairs stem step streamplot tricontour tricontourf
  tripcolor triplot violinplot vlines xcorr
`);
const SEABORN = words(`
  barplot boxenplot boxplot catplot clustermap countplot displot distplot ecdfplot factorplot heatmap histplot
  jointplot kdeplot lineplot lmplot lvplot pairplot pointplot regplot relplot residplot rugplot scatterplot stripplot
  swarmplot tsplot violinplot
`);
const PLOTLY = words(`
  area bar bar_polar box choropleth choropleth_map choropleth_mapbox density_contour density_heatmap density_map
  density_mapbox ecdf funnel funnel_area histogram icicle imshow line line_3d line_geo line_map line_mapbox line_polar
  line_ternary parallel_categories parallel_coordinates pie scatter scatter_3d scatter_geo scatter_map scatter_mapbox
  scatter_matrix scatter_polar scatter_ternary strip sunburst timeline treemap violin
`);
const MISSINGNO = words('bar dendrogram heatmap matrix');
/** Methods that draw, whatever they are called on. */
const ANY_RECEIVER = words('boxplot hist hvplot iplot plot scatter_matrix');
/** Functions that draw under their own name. */
const PLAIN = words('iplot probplot qqplot scatter_matrix');

const PYPLOT_ROOT = /^(?:plt|pyplot|pylab|pl|mpl|matplotlib)$/;
const AXES_ROOT = /^(?:ax|axs|axes|axarr|axis|subplot)\w{0,12}$/;
const SEABORN_ROOT = /^(?:sns|seaborn|sb)$/;
const PLOTLY_ROOT = /^(?:px|plotly)$/;
const MISSINGNO_ROOT = /^(?:msno|missingno)$/;
const FIGURE_ROOT = /^(?:fig|figure|f|g|plt|pyplot|pylab|pl|chart)\w{0,12}$/;
const DRAWING_NAME = /^plot_(?!model$)\w+$|^\w+_plot$/;

/** The drawing call in a chain of calls (`sns.countplot(x).set_title("…")`), or null. */
export function drawingCall(expression: SyntaxNode, code: string): SyntaxNode | null {
  for (let at: SyntaxNode | null = expression; at !== null; at = at.firstChild) {
    if (at.name === 'CallExpression' && isDrawing(at, code)) return at;
    if (at.name !== 'CallExpression' && at.name !== 'MemberExpression') return null;
  }
  return null;
}

function isDrawing(call: SyntaxNode, code: string): boolean {
  const callee = calleeOf(call);
  const name = callee && lastName(callee, code);
  if (!callee || name === null) return false;
  const receiver = receiverOf(callee);
  if (receiver === null) return PLAIN.has(name) || DRAWING_NAME.test(name);
  return isDrawingMethod(name, receiver, code) || isMappedDrawing(name, call, code);
}

function isDrawingMethod(name: string, receiver: SyntaxNode, code: string): boolean {
  const root = rootName(receiver, code) ?? '';
  if (SEABORN_ROOT.test(root)) return SEABORN.has(name);
  if (PLOTLY_ROOT.test(root)) return PLOTLY.has(name);
  if (MISSINGNO_ROOT.test(root)) return MISSINGNO.has(name);
  if (PYPLOT_ROOT.test(root) || AXES_ROOT.test(root)) return MATPLOTLIB.has(name) || DRAWING_NAME.test(name);
  const before = lastName(receiver, code);
  if (before === 'plot') return true;
  if (/Display$/.test(before ?? '') && name.startsWith('from_')) return true;
  return ANY_RECEIVER.has(name) || DRAWING_NAME.test(name) || /^mark_\w+$/.test(name);
}

/** `grid.map(plt.hist, "age")`: a grid that draws with the function it is given. */
function isMappedDrawing(name: string, call: SyntaxNode, code: string): boolean {
  if (!/^map(?:_dataframe|_upper|_lower|_diag|_offdiag)?$/.test(name)) return false;
  const first = argumentsOf(call, code)[0]?.node;
  const root = first === undefined ? null : rootName(first, code);
  return root !== null && (PYPLOT_ROOT.test(root) || SEABORN_ROOT.test(root));
}

/** `plt.show()`, `fig.show()` and their like: they have no value, so the end of a cell shows none. */
export function isFigureKeeping(call: SyntaxNode, code: string): boolean {
  const callee = calleeOf(call);
  const name = callee && lastName(callee, code);
  const receiver = callee && receiverOf(callee);
  if (!name || !receiver) return false;
  const root = rootName(receiver, code) ?? '';
  if (name === 'show') return FIGURE_ROOT.test(root);
  return PYPLOT_ROOT.test(root) && /^(?:close|clf|cla|tight_layout|savefig|subplots_adjust|draw)$/.test(name);
}
