import { expect, test } from 'vitest';
import {
  errnoName,
  hex,
  iocbFlagNames,
  libaioOpcodeName,
  opcodeName,
  resultName,
  rwFlagNames,
  signalName,
} from './names.ts';

test('errno and results, as strace writes them', () => {
  expect(errnoName(11)).toBe('EAGAIN');
  expect(errnoName(41)).toBeUndefined();
  expect(resultName(4096n)).toBe('4096');
  expect(resultName(-9n)).toBe('-9 EBADF');
  expect(resultName(-4096)).toBe('-4096');
});

test('opcodes in both dialects; 4 and 9 have no name', () => {
  expect([0, 7, 4, 9].map(opcodeName)).toEqual(['IOCB_CMD_PREAD', 'IOCB_CMD_PREADV', undefined, undefined]);
  expect(libaioOpcodeName(8)).toBe('IO_CMD_PWRITEV');
});

test('flags, with the bits that have no name', () => {
  expect(iocbFlagNames(0)).toBe('');
  expect(iocbFlagNames(3)).toBe('IOCB_FLAG_RESFD|IOCB_FLAG_IOPRIO');
  expect(rwFlagNames(0x208)).toBe('RWF_NOWAIT|0x200');
  expect(rwFlagNames(0x8000_0000)).toBe('0x80000000');
});

test('signals and addresses', () => {
  expect(signalName(8)).toBe('SIGFPE');
  expect(hex(0x100f002040n)).toBe('0x100f002040');
});
