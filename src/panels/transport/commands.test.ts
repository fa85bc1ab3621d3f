import { expect, test } from 'vitest';
import { programStore } from '../../store/program-text.ts';
import { forward } from './commands.ts';

test('without edits, what goes forward does so at once', () => {
  const { text } = programStore.getState();
  programStore.setState({ running: text, editing: true });
  let acted = 0;
  forward(() => acted++)();
  expect(acted).toBe(1);
  programStore.setState({ text: `${text}\n` });
  forward(() => acted++)();
  expect(acted).toBe(1);
});
