import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/**
 * Who may import whom. A folder may always import itself; a file of a test may import what its folder may, and
 * src/testing, and whatever it needs from node_modules. Below `node:` stands for Node's own modules.
 */
const ALLOWED: Record<string, readonly string[]> = {
  'assembly/uapi': [],
  'assembly/sim': ['assembly/uapi'],
  'assembly/aio': ['assembly/uapi', 'assembly/sim'],
  'assembly/uring': ['assembly/uapi', 'assembly/sim'],
  'assembly/vm': ['assembly/uapi', 'assembly/sim'],
  assembly: ['assembly/uapi', 'assembly/sim', 'assembly/aio', 'assembly/uring', 'assembly/vm'],

  'src/lib': [],
  'src/uapi': ['assembly/uapi', 'src/lib'],
  'src/c': ['assembly/uapi', 'src/uapi', 'src/lib'],
  'src/wire': ['assembly/uapi', 'src/uapi', 'src/lib', 'valibot'],
  'src/host': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/wire', 'koffi', 'ws', 'node:'],
  'src/machine': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/c', 'src/wire'],
  'src/recording': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/c', 'src/wire', 'src/machine'],
  'src/scenarios': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/c', 'src/machine', 'src/recording'],
  'src/rules': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/c', 'src/machine', 'src/recording', 'src/scenarios'],
  'src/compare': [
    'assembly/uapi',
    'src/uapi',
    'src/lib',
    'src/c',
    'src/wire',
    'src/machine',
    'src/recording',
    'src/rules',
    'src/text',
  ],
  'src/diagnosis': ['src/uapi', 'src/lib'],
  'src/matrix': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/c', 'src/machine'],
  'src/text': ['assembly/uapi', 'src/uapi', 'src/lib', 'src/wire'],
  'src/store': [
    'assembly/uapi',
    'src/uapi',
    'src/lib',
    'src/c',
    'src/wire',
    'src/machine',
    'src/recording',
    'src/compare',
    'src/scenarios',
    'src/rules',
    'src/diagnosis',
    'src/matrix',
    'src/text',
    'zustand',
  ],
  'src/frame': ['src/lib', 'src/store', 'react', 'react-dom', 'zustand'],
  'src/panels': [
    'assembly/uapi',
    'src/uapi',
    'src/lib',
    'src/c',
    'src/wire',
    'src/machine',
    'src/recording',
    'src/compare',
    'src/scenarios',
    'src/diagnosis',
    'src/matrix',
    'src/rules',
    'src/text',
    'src/store',
    'src/frame',
    'react',
    'zustand',
    'radix-ui',
    'react-resizable-panels',
    '@tanstack/react-virtual',
    '@codemirror',
  ],
  'src/styles': [],
  'src/main.tsx': ['*'],
  'src/cli': [
    'assembly/uapi',
    'src/uapi',
    'src/lib',
    'src/c',
    'src/machine',
    'src/recording',
    'src/compare',
    'src/scenarios',
    'src/rules',
    'src/diagnosis',
    'src/matrix',
    'src/wire',
    'src/host',
    'src/text',
    'commander',
    'devalue',
    'node:',
  ],
  'src/testing': ['*'],
};

/** Debts: `file -> what it imports`, each with the reason it is still there. */
const DEBTS: ReadonlySet<string> = new Set([]);

/** What runs before anything is installed may name packages, if it only loads them later, by `import()`. */
const LOADED_LATER = new Set(['vite', '@playwright/test', 'assemblyscript']);

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** `import … from 'x'` and `export … from 'x'`; `import 'x'`; `import('x')` outside a comment. */
const FORMS = [
  /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^[ \t]*import\s*['"]([^'"]+)['"]/gm,
  /(?<!\/\/.*)\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g,
];

interface Import {
  readonly target: string;
  readonly line: number;
  readonly later: boolean;
}

function importsOf(text: string): Import[] {
  return FORMS.flatMap((form, index) =>
    [...text.matchAll(form)].map((match) => ({
      target: match[1] as string,
      line: text.slice(0, match.index).split('\n').length,
      later: index === 2,
    })),
  );
}

/** The row of the table a path belongs to; `assembly` is only the files directly in it. */
function rowOf(path: string): string | undefined {
  if (posix.dirname(path) === 'assembly') return 'assembly';
  return Object.keys(ALLOWED).find((row) => row !== 'assembly' && (path === row || path.startsWith(`${row}/`)));
}

/** How the table calls what a file imports: a row of it, a package, a scope, or `node:`. */
function nameOf(file: string, target: string): string {
  if (target.startsWith('node:')) return 'node:';
  if (!target.startsWith('.')) {
    const [scope = '', name] = target.split('/');
    return scope === '@codemirror' ? scope : scope.startsWith('@') ? `${scope}/${name}` : scope;
  }
  const path = posix.join(posix.dirname(file), target.replace(/\?.*$/, ''));
  return rowOf(path) ?? path;
}

/** The sentence about an import that the table does not allow, or undefined. */
function complaint(file: string, { target, line, later }: Import): string | undefined {
  const row = rowOf(file);
  if (row === undefined) return `${file}: no row of the table is about this file`;
  const name = nameOf(file, target);
  const isTest = /\.test\.tsx?$/.test(file);
  const allowed = ALLOWED[row] as readonly string[];
  if (name === row || allowed.includes('*') || allowed.includes(name)) return undefined;
  if (isTest && (name === 'src/testing' || !(name in ALLOWED))) return undefined;
  if (row === 'src/cli' && file.endsWith('.mjs') && later && LOADED_LATER.has(name)) return undefined;
  if (DEBTS.has(`${file} -> ${target}`)) return undefined;
  return `${file}:${line}: imports '${target}': ${row} may not import ${name}`;
}

function sourceFiles(): string[] {
  return ['assembly', 'src'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
}

test('every import goes in a direction the table allows', () => {
  const complaints = sourceFiles().flatMap((file) =>
    importsOf(readFileSync(join(ROOT, file), 'utf8')).flatMap((found) => complaint(file, found) ?? []),
  );
  expect(complaints).toEqual([]);
});

test('every debt is still one', () => {
  const imports = new Set(
    sourceFiles().flatMap((file) =>
      importsOf(readFileSync(join(ROOT, file), 'utf8')).map(({ target }) => `${file} -> ${target}`),
    ),
  );
  expect([...DEBTS].filter((debt) => !imports.has(debt))).toEqual([]);
});

test('imports are found in all their forms, and only where they are', () => {
  const text = [
    "import { a } from '../uapi/a.ts';",
    'import type {',
    '  B,',
    "} from './b.ts';",
    "import './c.css';",
    "export * from '../d.ts';",
    "const e = await import('./e.ts');",
    "// import('./f.ts')",
    "const g = 'import of g';",
  ].join('\n');
  expect(importsOf(text).map(({ target, line }) => `${line} ${target}`)).toEqual([
    '1 ../uapi/a.ts',
    '2 ./b.ts',
    '6 ../d.ts',
    '5 ./c.css',
    '7 ./e.ts',
  ]);
});

test.each([
  ['src/uapi/a.ts', '../machine/machine.ts', 'src/uapi may not import src/machine'],
  ['src/c/a.ts', 'react', 'src/c may not import react'],
  ['src/machine/a.ts', 'node:fs', 'src/machine may not import node:'],
  ['assembly/sim/a.ts', '../aio/kioctx', 'assembly/sim may not import assembly/aio'],
  ['assembly/vm/a.ts', '../aio/kioctx', 'assembly/vm may not import assembly/aio'],
  ['src/cli/a.mjs', 'vite', 'src/cli may not import vite'],
])('%s may not import %s', (file, target, sentence) => {
  expect(complaint(file, { target, line: 3, later: false })).toBe(`${file}:3: imports '${target}': ${sentence}`);
});
