import { describe, expect, it } from 'vitest';
import { isStated, readStated } from '../../src/proposals/explicit.ts';
import { notebookOf } from '../python/effects-cases.ts';

/** Whether code behind the feedback (cell 1) states what a proposal for it asserts. */
function stated(code: string, assert: string): boolean {
  const before = 'import numpy as np\nimport pandas as pd\nimport torch\ndf = pd.DataFrame()';
  const notebook = notebookOf([before, 'df.shape', code]);
  const all = readStated(notebook.code, notebook.names);
  return isStated(assert, { cell: 1, offset: 8 }, all, notebook.code, notebook.names);
}

const SHAPE = "assert df.shape == (3, 4), f'{df.shape}'";
const ROWS: readonly (readonly [expected: boolean, code: string, assert: string])[] = [
  [true, 'assert df.shape == (3, 4)', SHAPE],
  [true, 'assert (3,4) == df.shape, "no"', SHAPE],
  [true, 'assert not (df.shape != (3, 4))', SHAPE],
  [true, 'assert (df.shape == (3, 4))', SHAPE],
  [true, 'assert df.shape == (3, 4) and x', SHAPE],
  [false, 'assert df.shape == (3, 4) or x', SHAPE],
  [false, 'assert df.shape == (3, 5)', SHAPE],
  [false, 'assert df2.shape == (3, 4)', SHAPE],
  [false, 'df.shape == (3, 4)', SHAPE],
  [false, 'if x:\n    assert df.shape == (3, 4)', SHAPE],
  [false, 'def f():\n    assert df.shape == (3, 4)', SHAPE],
  [false, "df['x'] = 1\nassert df.shape == (3, 4)", SHAPE],
  [true, 'if df.shape != (3, 4):\n    raise ValueError("x")', SHAPE],
  [true, 'if not df.shape == (3, 4): raise ValueError("x")', SHAPE],
  [false, 'if df.shape == (3, 4):\n    raise ValueError("x")', SHAPE],
  [true, 'np.testing.assert_equal(df.shape, (3, 4))', SHAPE],
  [true, 'from numpy.testing import assert_equal\nassert_equal((3, 4), df.shape)', SHAPE],
  [true, 'tc.assertEqual(df.shape, (3, 4))', SHAPE],
  [true, 'assert df.shape == (3, 4)', 'assert len(df) == 3'],
  [true, 'assert df.shape[0] == 3', 'assert len(df) > 0'],
  [true, 'assert not df.empty', 'assert len(df) > 0'],
  [true, 'assert len(df)', 'assert len(df) > 0'],
  [false, 'assert len(df) > 0', 'assert len(df) > 5'],
  [true, 'assert len(df) >= 5', 'assert len(df) > 3'],
  [true, 'assert 0 <= acc <= 1', 'assert acc <= 1'],
  [true, 'assert 0.9 < acc', 'assert acc >= 0.85'],
  [false, 'assert 0.8 < acc', 'assert acc >= 0.85'],
  [true, 'assert df.isnull().sum().sum() == 0', 'assert df.notna().all().all()'],
  [true, 'assert not df.isna().values.any()', 'assert not df.isnull().any().any()'],
  [false, 'assert df.isna().any().any()', 'assert df.notna().all().all()'],
  [true, "assert list(df.columns) == ['a', 'b']", 'assert "a" in df.columns'],
  [true, "assert {'a', 'b'} <= set(df.columns)", "assert 'b' in df.columns"],
  [true, 'assert np.allclose(a, b)', 'assert np.allclose(a, b)'],
  [true, 'np.testing.assert_allclose(a, b)', 'assert np.allclose(a, b)'],
  [true, 'torch.testing.assert_close(a, b)', 'assert np.allclose(a, b)'],
  [true, 'pd.testing.assert_frame_equal(a, b)', 'assert a == b'],
  [true, 'tc.assertTrue(df.x.is_unique)', 'assert df.x.is_unique'],
  [true, 'tc.assertIn("a", df.columns)', "assert 'a' in df.columns"],
  [true, 'tc.assertIsInstance(df, pd.DataFrame)', 'assert isinstance(df, pd.DataFrame)'],
  [true, "df.expect_column_values_to_not_be_null('a')", "assert df['a'].notna().all()"],
  [true, "df.expect_column_to_exist('a')", "assert 'a' in df.columns"],
  [true, 'df.expect_table_row_count_to_equal(3)', 'assert len(df) == 3'],
  [
    true,
    "import pandera as pa\ns = pa.DataFrameSchema({'a': pa.Column(int)})\ns.validate(df)",
    "assert 'a' in df.columns",
  ],
  [
    false,
    "import pandera as pa\ns = pa.DataFrameSchema({'b': pa.Column(int)})\ns.validate(df)",
    "assert 'a' in df.columns",
  ],
  [true, 'assert df.x.is_unique\nassert len(df) == 3', 'assert df.x.is_unique\nassert len(df) == 3'],
  [false, 'assert df.x.is_unique', 'assert df.x.is_unique\nassert len(df) == 3'],
  [false, 'assert True', 'this is no Python'],
];

describe('isStated', () => {
  it.each(ROWS)('%s: %s / %s', (expected, code, assert) => {
    expect(stated(code, assert)).toEqual(expected);
  });
});
