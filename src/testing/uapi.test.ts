/** assembly/uapi beside the headers of this machine: every offset and every number that both have. */
import { describe, expect, test } from 'vitest';
import aioAbi from '../../assembly/uapi/aio_abi.ts?raw';
import { Errno } from '../../assembly/uapi/errno.ts';
import ioUringAbi from '../../assembly/uapi/io_uring_abi.ts?raw';
import { Signal } from '../../assembly/uapi/signals.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { Oracle } from './oracle.ts';

const oracle = Oracle.find();
if (typeof oracle === 'string') console.warn(oracle);

/** A C expression, and what kring says it is. */
type Claim = readonly [expression: string, value: number];

/** Entries of a const enum of a file, which has no existence at run time. */
function constEnum(name: string, file = aioAbi): Claim[] {
  const [, body = ''] = new RegExp(`const enum ${name} {([^}]*)}`).exec(file) ?? [];
  const claims = [...body.matchAll(/^\s*(\w+) = (\w+),$/gm)].map(([, field, value]): Claim => [field!, Number(value)]);
  expect(claims.length, name).toBeGreaterThan(0);
  return claims;
}

/** Entries of an enum under their names; a numeric enum's reverse mapping is left out. */
function entries(of: object): Claim[] {
  return Object.entries(of).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}

function structClaims(struct: string, offsets: Claim[]): Claim[] {
  return offsets.map(([field, value]) =>
    field === 'SIZEOF' ? [`sizeof(struct ${struct})`, value] : [`offsetof(struct ${struct}, ${field})`, value],
  );
}

const CLAIMS: Claim[] = [
  ...structClaims('iocb', constEnum('Iocb')),
  ...structClaims('io_event', constEnum('IoEvent')),
  ...structClaims('iovec', constEnum('Iovec')),
  ...structClaims('io_uring_sqe', constEnum('IoUringSqe', ioUringAbi)),
  ...structClaims('io_uring_cqe', constEnum('IoUringCqe', ioUringAbi)),
  ...structClaims('io_uring_params', constEnum('IoUringParams', ioUringAbi)),
  ...structClaims('io_sqring_offsets', constEnum('SqOff', ioUringAbi)),
  ...structClaims('io_uring_restriction', constEnum('IoUringRestriction', ioUringAbi)),
  ...structClaims('io_cqring_offsets', constEnum('CqOff', ioUringAbi)),
  ...entries(Errno),
  ...entries(Signal),
  ...entries(Sys).map(([name, value]): Claim => [`SYS_${name}`, value]),
];

/** Newer than the headers of some machines that still run the tests. */
const OPTIONAL: Claim[] = constEnum('Rwf').map(([name, value]): Claim => [`RWF_${name}`, value]);

describe.skipIf(typeof oracle === 'string')('uapi', () => {
  test('has the offsets and numbers of the headers of this machine', async () => {
    const line = ([expression]: Claim) => `printf("${expression} %ld\\n", (long)${expression});`;
    const text = `
      #define _GNU_SOURCE
      #include <errno.h>
      #include <linux/aio_abi.h>
      #include <linux/fs.h>
      #include <linux/io_uring.h>
      #include <signal.h>
      #include <stddef.h>
      #include <stdio.h>
      #include <sys/syscall.h>
      #include <sys/uio.h>
      int main(void) {
        ${CLAIMS.map(line).join('\n')}
        ${OPTIONAL.map((claim) => `\n#ifdef ${claim[0]}\n${line(claim)}\n#endif`).join('\n')}
        return 0;
      }`;
    const { stdout } = await (oracle as Oracle).run({ name: 'uapi.c', text, files: [] });
    const claimed = new Map([...CLAIMS, ...OPTIONAL]);
    const real = stdout
      .trimEnd()
      .split('\n')
      .map((said) => said.split(/ (?=-?\d+$)/) as [string, string]);
    expect(real.length).toBeGreaterThanOrEqual(CLAIMS.length);
    expect(real.filter(([expression, value]) => claimed.get(expression) !== Number(value))).toEqual([]);
  });
});
