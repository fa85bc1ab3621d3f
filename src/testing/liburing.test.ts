/** liburing by version: the layouts, the matrix on the model and under gcc, and that it follows from the layouts alone. */
import { describe, expect, test } from 'vitest';
import { compileUnits } from '../c/index.ts';
import { includePath, LIBURING_RELEASES, liburingHeaders } from '../c/liburing/index.ts';
import { matrixUnits, runMatrix, type Verdict, verdictOf } from '../matrix/matrix.ts';
import { loadModule, runOnModel } from './model.ts';
import { Oracle } from './oracle.ts';

const oracle = Oracle.find();
if (typeof oracle === 'string') console.warn(oracle);
const module = await loadModule();
const NATIVE_MS = 180_000;

/** Releases that read the cache, and those that set it: what f5cd4eb2 of liburing changed. */
const OLD = ['2.0', '2.1', '2.2'];
const measured = (headers: string, library: string): Verdict =>
  !OLD.includes(headers) && OLD.includes(library) ? 'null' : 'ok';

test('16 x 16: 217 OK, 39 NULL', { timeout: NATIVE_MS }, () => {
  const { cells } = runMatrix(module);
  expect(cells).toHaveLength(256);
  expect(cells.filter(({ verdict }) => verdict === 'ok')).toHaveLength(217);
  expect(cells.filter(({ verdict }) => verdict === 'null')).toHaveLength(39);
  for (const { headers, library, verdict } of cells) {
    expect(verdict, `${headers} with ${library}`).toBe(measured(headers, library));
  }
});

test.skipIf(typeof oracle === 'string')(
  'gcc and the kernel say the same of every pair of texts, word for word',
  async () => {
    const texts = [...new Set(LIBURING_RELEASES.map(liburingHeaders))];
    for (const headers of texts) {
      for (const library of texts) {
        const units = matrixUnits(headers, library);
        const native = await (oracle as Oracle).run({ ...units[0]!, units, files: [] });
        const result = compileUnits(units);
        if (!result.ok) throw new Error('liburing does not compile');
        const { stdout, status } = runOnModel(module, { cpus: 2, version: 618, seed: 1 }, result.program, []);
        expect({ stdout, status }).toEqual({ stdout: native.stdout, status: native.status });
      }
    }
  },
  NATIVE_MS,
);

/** Offsets of the spec's table, measured on objects compiled with the real headers. */
const LAYOUTS = {
  '2.0': { sq: 104, cq: 88, ring: 216 },
  '2.2': { sq: 104, cq: 88, ring: 216, enter_ring_fd: 204, int_flags: 208 },
  '2.3': { sq: 104, cq: 88, ring: 216, sq_mask: 88, sq_entries: 92, cq_mask: 72, cq_entries: 76 },
  '2.15': { sq: 104, cq: 88, ring: 216, sq_mask: 88, sq_entries: 92, cq_mask: 72, cq_entries: 76, sqes_sz: 96 },
} as const;

const EXPRESSIONS: Readonly<Record<string, string>> = {
  sq: 'sizeof(struct io_uring_sq)',
  cq: 'sizeof(struct io_uring_cq)',
  ring: 'sizeof(struct io_uring)',
  enter_ring_fd: 'offsetof(struct io_uring, enter_ring_fd)',
  int_flags: 'offsetof(struct io_uring, int_flags)',
  sq_mask: 'offsetof(struct io_uring_sq, ring_mask)',
  sq_entries: 'offsetof(struct io_uring_sq, ring_entries)',
  cq_mask: 'offsetof(struct io_uring_cq, ring_mask)',
  cq_entries: 'offsetof(struct io_uring_cq, ring_entries)',
  sqes_sz: 'offsetof(struct io_uring_sq, sqes_sz)',
};

describe.each(Object.entries(LAYOUTS))('the layout of %s', (release, claims) => {
  test('is the measured one', () => {
    const all = {
      ...claims,
      ...{ khead: 0, ktail: 8, kring_mask: 16, kring_entries: 24, kflags: 32, kdropped: 40, array: 48, sqes: 56 },
      ...{ sqe_head: 64, sqe_tail: 68, ring_sz: 72, ring_ptr: 80 },
    };
    const asserts = Object.entries(all).map(([name, value]) => {
      const expression = EXPRESSIONS[name] ?? `offsetof(struct io_uring_sq, ${name})`;
      return `_Static_assert(${expression} == ${value}, "${name}");`;
    });
    const text = `#include <liburing.h>\n#include <stddef.h>\n${asserts.join('\n')}\nint main(void) { return 0; }\n`;
    const headers = liburingHeaders(release as (typeof LIBURING_RELEASES)[number]);
    expect(compileUnits([{ name: 'layout.c', text, headers }])).toMatchObject({ ok: true });
  });
});

test('ring_entries moved by 4 bytes in the headers of 2.5: the matrix follows the bytes', {
  timeout: NATIVE_MS,
}, () => {
  const header = liburingHeaders('2.5').get('liburing.h')!;
  const members = 'unsigned ring_mask;\t/* 88 */\n\tunsigned ring_entries;\t/* 92 */\n\n\tunsigned pad[2];';
  expect(header).toContain(members);
  const moved = includePath(
    header.replace(members, 'unsigned ring_mask;\n\tunsigned moved;\n\tunsigned ring_entries;\n\tunsigned pad[1];'),
  );
  const isMoved = (release: string) => liburingHeaders(release as '2.5') === liburingHeaders('2.5');
  const { cells } = runMatrix(module, (release) => (isMoved(release) ? moved : liburingHeaders(release)));
  for (const { headers, library, verdict } of cells) {
    let expected = measured(headers, library);
    // The program reads byte 96: padding, or from 2.14 on the 512 bytes of the SQEs.
    if (isMoved(headers) && !isMoved(library)) expected = ['2.14', '2.15'].includes(library) ? 'wrong' : 'null';
    // The library writes byte 96, and byte 92 stays 0.
    else if (isMoved(library) && !isMoved(headers)) expected = OLD.includes(headers) ? 'ok' : 'null';
    expect(verdict, `${headers} with ${library}`).toBe(expected);
  }
});

test('asking for the version makes an old library a link error instead of a NULL', () => {
  const text = '#include <liburing.h>\nint main(void) { return io_uring_check_version(2, 4); }\n';
  const units = (library: '2.3' | '2.4') => [
    { name: 'guard.c', text, headers: liburingHeaders('2.4') },
    ...matrixUnits(liburingHeaders('2.4'), liburingHeaders(library)).slice(1),
  ];
  expect(compileUnits(units('2.3'))).toMatchObject({
    ok: false,
    diagnostics: [{ message: "undefined reference to 'io_uring_check_version'" }],
  });
  expect(compileUnits(units('2.4'))).toMatchObject({ ok: true });
});

test('each release is the release its headers say', () => {
  expect(verdictOf(0)).toBe('ok');
  expect([...new Set(LIBURING_RELEASES.map(liburingHeaders))]).toHaveLength(7);
});
