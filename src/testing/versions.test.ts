/** What differs between the modelled kernels, beside what was measured on each of them. Model only. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import type { ModelOptions } from '../machine/model-machine.ts';
import { RULE_FILES, rulePrograms } from '../rules/programs.ts';
import { compileOrThrow, runOnModel } from './model.ts';

/** rule.h comes with every rule program; this takes one's text up to its own main. */
const HEADER = rulePrograms.find(({ name }) => name === 'UAPI-06.c')!.text.split('int main(void)')[0]!;

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

function linesOn(version: number, main: string, features: ModelOptions['features'] = {}): string[] {
  const program = compileOrThrow({ name: 'version.c', text: `${HEADER}int main(void)\n{\n${main}\nreturn 0;\n}\n` });
  return runOnModel(module, { cpus: 2, version, seed: 1, features }, program, RULE_FILES).stdout.trimEnd().split('\n');
}

describe('UAPI-06: the RWF bits that a read with no special wish may carry', () => {
  test.each([
    [601, 0x1f],
    [612, 0x3f],
    [618, 0x1bf],
    [702, 0x1bf],
  ])('%i: %i', (version, accepted) => {
    // ATOMIC (0x40) is known from 6.12 on, and refused for every read (RW-02).
    const lines = linesOn(
      version,
      `io_context_t ctx = context(32);
       int fd = open_file("data", O_RDONLY);
       char buf[64];
       struct iocb iocb;
       unsigned accepted = 0;
       for (unsigned bit = 1; bit; bit <<= 1) {
         io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
         iocb.aio_rw_flags = bit;
         if (submit(ctx, &iocb) == 1)
           accepted |= bit;
       }
       printf("%u", accepted);`,
    );
    expect(lines).toEqual([String(accepted)]);
  });
});

describe('RES-04: 512 bytes of O_DIRECT inside one page, at an odd address', () => {
  test.each([
    [601, -22],
    [612, -22],
    [618, 512],
    [702, -22],
  ])('%i: %i', (version, res) => {
    const lines = linesOn(
      version,
      `io_context_t ctx = context(8);
       int fd = open_file("data", O_RDONLY | O_DIRECT);
       char *buf = pages(4096);
       struct iocb iocb;
       struct io_event event;
       io_prep_pread(&iocb, fd, buf + 1, 512, 0);
       if (submit(ctx, &iocb) == 1 && io_getevents(ctx, 1, 1, &event, NULL) == 1)
         printf("%ld", (long)event.res);`,
    );
    expect(lines).toEqual([String(res)]);
  });
});

describe('SET-09: what a context of 1000 events adds to fs.aio-nr', () => {
  test.each([
    ['as passed', {}, 1000],
    ['doubled, up to 4.13', { AioNrDoubled: true }, 2000],
  ])('%s: %i', (_, features, counted) => {
    const lines = linesOn(618, 'context(1000); printf("%ld", aio_nr());', features);
    expect(lines).toEqual([String(counted)]);
  });

  test('doubled, the maximum is doubled too', () => {
    const lines = linesOn(
      618,
      `context(65536);
       io_context_t ctx = 0;
       show("io_setup", io_setup(1, &ctx));
       printf("%ld", aio_nr());`,
      { AioNrDoubled: true },
    );
    expect(lines).toEqual(['io_setup = -11 EAGAIN', '131072']);
  });
});
