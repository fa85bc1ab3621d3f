import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** The page's named regions; Memory takes the place of Console when it is asked for. */
export const REGIONS = [
  'Program',
  'Ring',
  'Timeline',
  'iocb',
  'Completion events',
  'Kernel state',
  'Console',
  'Field',
] as const;
export type RegionName = (typeof REGIONS)[number] | 'Memory';

/** The page, by what a person sees of it. Every action ends when the page is idle again, but run(). */
export class App {
  readonly position: Locator;

  constructor(readonly page: Page) {
    this.position = page.getByRole('slider', { name: 'Position' });
  }

  /** @param query what stands behind the address, `?scenario=one-read` */
  async open(query = ''): Promise<void> {
    const address = process.env.KRING_URL;
    if (address === undefined)
      throw new Error('KRING_URL is not set; playwright.config.ts starts the server that sets it');
    await this.page.goto(`${address}${query}`);
    await this.page.waitForFunction(() => 'kringIdle' in window);
    await this.idle();
  }

  /** Nothing plays, nothing is recorded, and the last change is on the screen. */
  async idle(): Promise<void> {
    await this.page.evaluate(() => window.kringIdle());
  }

  region(name: RegionName): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** What kring says beside the run. */
  notice(): Locator {
    return this.page.getByRole('banner').getByRole('status');
  }

  /** The mark of the moment the page stands behind; of a statement, its line. */
  async mark(): Promise<string | undefined> {
    return (await this.position.getAttribute('aria-valuetext'))?.replace(/^moment \d+: /, '');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async step(): Promise<void> {
    await this.press('Step');
  }

  async stepBack(): Promise<void> {
    await this.press('Step back');
  }

  async reset(): Promise<void> {
    await this.press('Reset');
  }

  /** Moments a second that Run goes with: 1, 2 or 5 and zeroes. The slider has a place for each. */
  async setSpeed(perSecond: number): Promise<void> {
    await this.page.getByRole('slider', { name: 'Speed' }).fill(String(Math.round(3 * Math.log10(perSecond))));
  }

  /** Plays on from here; the page is busy when this returns. */
  async run(): Promise<void> {
    await this.button('Run').click();
  }

  async pause(): Promise<void> {
    await this.press('Pause');
  }

  /** Moves the slider, as a person does who drags it. */
  async seek(position: number): Promise<void> {
    await this.position.fill(String(position));
    await this.idle();
  }

  async now(): Promise<number> {
    return Number(await this.position.inputValue());
  }

  /** The last moment that is recorded. */
  async last(): Promise<number> {
    return Number(await this.position.getAttribute('max'));
  }

  /** Replaces the program's text, by paste, as one does with a program from elsewhere. It does not run yet. */
  async edit(program: string): Promise<void> {
    if (await this.button('Edit').isVisible()) await this.button('Edit').click();
    const editor = this.page.getByRole('textbox', { name: /^Edit / });
    await editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await editor.evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, program);
  }

  /** Compiles what was edited and, if it is a program, opens its run at the beginning; recording may go on. */
  async runEdited(): Promise<void> {
    await this.button('Run edited program').click();
  }

  /** What the compiler says, `3:9 error: …` each. */
  complaints(): Locator {
    return this.page.getByRole('list', { name: 'Errors and warnings' }).getByRole('listitem');
  }

  /** Moves the slider to the moment that a mark names, `io_submit#1/TakeSlot`. */
  async seekTo(mark: string): Promise<void> {
    const last = await this.last();
    for (let position = 0; position <= last; position++) {
      await this.seek(position);
      if ((await this.position.getAttribute('aria-valuetext'))?.endsWith(` ${mark}`)) return;
    }
    throw new Error(`no moment of the run is ${mark}`);
  }

  /** All that the regions and the sentence above them show at this moment: texts, drawings, and what classes and ARIA say. */
  visibleState(): Promise<string> {
    return this.page.evaluate(() => window.visibleState());
  }

  /**
   * What keeps somebody from using the page, or a part of it, as axe finds it. In the dark only colours are looked at: all
   * else is as it is in the light, where every test looks too.
   * @param within a CSS selector
   */
  async barriers(within = 'html'): Promise<string[]> {
    const dark = await this.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const axe = new AxeBuilder({ page: this.page }).include(within);
    const { violations } = await (dark ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /**
   * Presses a button again and again until it can be pressed no more, as fast as the page can follow.
   * @returns what was visible after every press
   */
  pressThrough(name: string): Promise<string[]> {
    return this.button(name).evaluate(async (button: HTMLButtonElement) => {
      const states: string[] = [];
      while (!button.disabled) {
        button.click();
        await window.kringIdle();
        states.push(window.visibleState());
      }
      return states;
    });
  }

  private async press(name: string): Promise<void> {
    await this.button(name).click();
    await this.idle();
  }
}

declare global {
  interface Window {
    /** Put there by these tests, see App.visibleState(). */
    visibleState(): string;
  }
}

/** Runs in the page. */
function installVisibleState(): void {
  const SAID_BY = /^(class|hidden|data-.*|aria-(?!labelledby$|describedby$|controls$).*)$/;
  const outline = (node: Node, depth: number): string => {
    const indent = ' '.repeat(depth);
    if (node.nodeType === Node.TEXT_NODE) return node.textContent?.trim() ? `${indent}${node.textContent}\n` : '';
    // A separator tells where it stands a little later, when the browser has laid out the page; what is live is not of the moment.
    if (!(node instanceof Element) || node.role === 'separator' || node.matches('[data-live]')) return '';
    const said = [...node.attributes]
      .filter(({ name }) => SAID_BY.test(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value }) => ` ${name}=${value}`);
    const drawn = node instanceof HTMLCanvasElement ? ` ${node.toDataURL()}` : '';
    const inside = [...node.childNodes].map((child) => outline(child, depth + 1)).join('');
    return `${indent}${node.localName}${said.join('')}${drawn}\n${inside}`;
  };
  window.visibleState = () => outline(document.querySelector('main') as Element, 0);
}

/** A test with the page; it fails when the page throws or complains on the browser's console. */
export const test = base.extend<{ app: App }>({
  app: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    await page.addInitScript(installVisibleState);
    await use(new App(page));
    expect(complaints).toEqual([]);
  },
});

export { expect };
