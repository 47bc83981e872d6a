import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** ESLint rather than a faster linter, because it is plain JavaScript: `npm ci` needs no binary for the platform. */
export default tseslint.config(
  { ignores: ['dist/', '.venv/', 'node_modules/', '**/.nbassert-build*/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'process', 'performance', 'Buffer', 'URL', 'setTimeout', 'clearTimeout', 'setImmediate', 'structuredClone', 'AbortController'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
    rules: {
      // Control characters are what several rooms are about.
      'no-control-regex': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
);
