import { beforeEach, expect, test, vi } from 'vitest';
import { rememberedLayout, rememberLayout } from './layout.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

test('sizes are remembered by group', () => {
  rememberLayout('columns', { left: 30, right: 70 });
  expect(rememberedLayout('columns', ['left', 'right'])).toEqual({ left: 30, right: 70 });
  expect(rememberedLayout('rows', ['left', 'right'])).toBeUndefined();
});

test.each([
  ['no JSON', '{'],
  ['another version’s panes', '{"left":50,"middle":50}'],
  ['too few panes', '{"left":100}'],
  ['sizes that are none', '{"left":-10,"right":110}'],
  ['sizes that are not numbers', '{"left":"30","right":70}'],
  ['sizes that do not fill the group', '{"left":10,"right":20}'],
  ['no object', '[30,70]'],
  ['null', 'null'],
])('%s in storage is as good as nothing', (_, stored) => {
  kept.set('kring.panes.columns', stored);
  expect(rememberedLayout('columns', ['left', 'right'])).toBeUndefined();
});

test('where storage is forbidden nothing is remembered, and nothing fails', () => {
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden });
  rememberLayout('columns', { left: 30, right: 70 });
  expect(rememberedLayout('columns', ['left', 'right'])).toBeUndefined();
});
