import { type App, expect, test } from './app.ts';

/** A ring of 639 slots: 24 events written, 16 of them reaped, and nothing happens for a while. */
const PROGRAM = `#include <fcntl.h>
#include <libaio.h>

int main(void)
{
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY);
	struct iocb iocbs[8], *list[8];
	struct io_event events[8];
	if (io_setup(300, &ctx) != 0)
		return 1;
	for (int i = 0; i < 8; i++) {
		io_prep_pread(&iocbs[i], fd, events, 0, 0);
		list[i] = &iocbs[i];
	}
	for (int turn = 0; turn < 3; turn++)
		io_submit(ctx, 8, list);
	for (int turn = 0; turn < 2; turn++)
		io_getevents(ctx, 8, 8, events, NULL);
	int sum = 0;
	for (int i = 0; i < 400; i++)
		sum += i;
	return sum == 0;
}
`;

async function open(app: App): Promise<void> {
  await app.open('?scenario=preadv-two-buffers');
  await app.edit(PROGRAM);
  await app.runEdited();
  await app.idle();
  // Into the loop at the end.
  await app.seek((await app.last()) - 200);
}

const kinds = (app: App) =>
  app.region('Ring').getByRole('list', { name: 'What is in the slots' }).getByRole('listitem');
const probe = (app: App) => app.region('Ring').getByRole('slider', { name: 'Slot to look at' });

/** Slots in each colour of the drawing, by how often it is used. */
function colours(app: App): Promise<number[]> {
  return app
    .region('Ring')
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map<number, number>();
      for (const pixel of new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0))) {
        counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      }
      counts.delete(0);
      return [...counts.values()].sort((a, b) => a - b);
    });
}

test('every slot of a large ring is drawn, and said in words', async ({ app }) => {
  await open(app);
  await expect(kinds(app)).toHaveText(['unreaped 16–23', 'next write 24', 'reaped 0–15', 'never written 25–638']);
  expect(await colours(app)).toEqual([1, 8, 16, 614]);
  await app.seek(0);
  await expect(kinds(app)).toHaveCount(0);
});

test('stepping back over the ring shows what stepping forward showed', async ({ app }) => {
  await open(app);
  await app.seekTo('io_submit#2/PublishTail');
  const states: string[] = [];
  for (let i = 0; i < 12; i++) {
    states.push(await app.visibleState());
    await app.step();
  }
  expect(new Set(states).size).toBe(12);
  for (const state of states.reverse()) {
    await app.stepBack();
    expect(await app.visibleState()).toBe(state);
  }
});

test('a slot is looked at by pointer and by key', async ({ app }) => {
  await open(app);
  await probe(app).focus();
  await expect(probe(app)).toHaveAttribute('aria-valuetext', 'slot 0: reaped, obj iocbs[0], res 0');
  await app.page.keyboard.press('ArrowUp');
  await expect(probe(app)).toHaveAttribute('aria-valuetext', 'slot 1: reaped, obj iocbs[1], res 0');
  await app.page.keyboard.press('End');
  await expect(probe(app)).toHaveAttribute('aria-valuetext', 'slot 638: empty');
  const box = await probe(app).boundingBox();
  if (!box) throw new Error('the slots are not on the screen');
  await app.page.mouse.move(box.x + 1, box.y + 1);
  await expect(app.region('Ring')).toContainText('slot 0: reaped');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing keeps anybody from using it, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await open(app);
    expect(await app.barriers('.ring')).toEqual([]);
  });
}
