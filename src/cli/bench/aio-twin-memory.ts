export const PAGE = 4096;
export const READ = 1;
export const WRITE = 2;
export const WINDOW = 0x10_0000_0000;
const WINDOW_PAGES = 65_536;
const FRAMES = 256;

/** Frames, a page table and dirty marks, as the model has them. Frame 0 is never used: address 0 is "no page". */
export class Memory {
  readonly bytes = new Uint8Array(FRAMES * PAGE);
  readonly words = new Uint32Array(this.bytes.buffer);
  private readonly table = new Uint32Array(WINDOW_PAGES);
  private readonly dirty = new Uint16Array(FRAMES);
  private used = 1;

  /** @returns a physical address */
  allocFrame(): number {
    const frame = this.used++ * PAGE;
    this.mark(frame);
    return frame;
  }

  map(address: number, frame: number): void {
    this.table[(address - WINDOW) / PAGE] = frame | READ | WRITE;
  }

  /** @returns a physical address, 0 when the page does not allow the access */
  translate(address: number, access: number): number {
    const page = Math.floor((address - WINDOW) / PAGE);
    if (!(page >= 0 && page < WINDOW_PAGES)) return 0;
    const entry = this.table[page]!;
    return (entry & access) === access ? (entry & -PAGE) + (address % PAGE) : 0;
  }

  mark(physical: number): void {
    this.dirty[physical >> 12] = 0x0101;
  }

  write(address: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PAGE) {
      this.bytes.set(bytes.subarray(at, at + PAGE), this.translate(address + at, WRITE));
    }
  }
}
