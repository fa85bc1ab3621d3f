import { describe, expect, test } from 'vitest';
import { assemble, type Line } from './assemble.ts';
import { prepareCode } from './prepare-code.ts';

const prepared = (...body: Line[]) => prepareCode(assemble([{ name: 'main', frame: 64, body }]));

describe('code that the VM could not rely on is refused', () => {
  test.each<[string, Line[]]>([
    ['a slot outside the frame', [['LI', 8, 0], ['RET']]],
    ['a second operand outside the frame', [['MOV', 0, 8], ['RET']]],
    ['a third operand outside the frame', [['ADD', 0, 0, 8], ['RET']]],
    ['arguments of a system call outside the frame', [['SYSCALL', 2], ['RET']]],
    ['a frame offset outside the frame', [['FRAME_LOAD_64', 0, 57], ['RET']]],
    ['a negative frame offset', [['FRAME_STORE_8', 0, -1], ['RET']]],
    ['a call window below the frame', [['CALL', 1, 'main'], ['RET']]],
    ['a call window above the frame', [['CALL', 9, 'main'], ['RET']]],
    ['a second ENTER', [['ENTER', 64], ['RET']]],
    ['an end that is run off', [['LI', 0, 0]]],
    ['an empty endless loop', ['again:', ['JUMP', 'again']]],
    ['a loop without STMT or TICK', ['again:', ['LI', 0, 0], ['JUMP_ZERO', 0, 'again'], ['RET']]],
    [
      'two loops, of which one passes no STMT',
      ['outer:', ['STMT', 0], 'inner:', ['JUMP_ZERO', 0, 'inner'], ['JUMP_ZERO', 1, 'outer'], ['RET']],
    ],
  ])('%s', (_, body) => {
    expect(() => prepared(...body)).toThrow(/^main: instruction/);
  });

  test('a jump into another function', () => {
    const image = assemble([
      { name: 'main', frame: 64, body: ['here:', ['STMT', 0], ['JUMP', 'here']] },
      { name: 'other', frame: 64, body: ['here:', ['STMT', 0], ['JUMP', 'here']] },
    ]);
    new DataView(image.code.buffer).setUint32(2 * 16 + 8, 4, true);
    expect(() => prepareCode(image)).toThrow('main: instruction 2 (JUMP): jump');
  });

  test('an unknown opcode', () => {
    const image = assemble([{ name: 'main', frame: 64, body: [['RET']] }]);
    new DataView(image.code.buffer).setUint16(16, 200, true);
    expect(() => prepareCode(image)).toThrow('main: instruction 1');
  });

  test('a frame larger than a slot number can reach', () => {
    expect(() => prepareCode(assemble([{ name: 'main', frame: 65_536 * 8, body: [['RET']] }]))).toThrow('frame size');
  });
});

describe('code that is taken', () => {
  test('loops that pass a STMT or a TICK on every way round', () => {
    prepared('a:', ['STMT', 0], 'b:', ['TICK'], ['JUMP_ZERO', 0, 'b'], ['JUMP_NOT_ZERO', 1, 'a'], ['RET']);
  });

  test('a call site knows its frame and its statement; a TRAP stands behind the end', () => {
    const image = assemble([
      { name: 'main', frame: 64, body: [['CALL', 3, 'main'], ['STMT', 5], ['CALL', 3, 'main'], ['RET']] },
    ]);
    const view = new DataView(prepareCode(image).buffer);
    expect([view.getUint16(16 + 6, true), view.getUint32(16 + 12, true)]).toEqual([8, 0xffff_ffff]);
    expect([view.getUint16(48 + 6, true), view.getUint32(48 + 12, true)]).toEqual([8, 5]);
    expect(view.byteLength).toBe(image.code.length + 16);
  });
});
