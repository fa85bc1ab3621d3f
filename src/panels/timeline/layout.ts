/** Where things are in the drawing, in CSS pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Left and right end of what is drawn over time; left of it stand the names of the lanes. */
  readonly left: number;
  readonly right: number;
  readonly lanes: Readonly<Record<LaneName, Band>>;
  /** Top of the scale. */
  readonly axis: number;
}

export type LaneName = 'program' | 'calls' | 'kernel' | 'device' | 'ring';

/** From top to bottom. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

const GUTTER = 100;
const NARROW_GUTTER = 90;
const AXIS = 20;
const GAP = 5;

/** Heights of lanes of one line; what is left over goes to the device, whose lane has a row for every request. */
const HEIGHTS = { program: 17, calls: 17, kernel: 17, ring: 24 };

export function layoutOf(width: number, height: number): Layout {
  const axis = height - AXIS;
  const fixed = HEIGHTS.program + HEIGHTS.calls + HEIGHTS.kernel + HEIGHTS.ring + 6 * GAP;
  const device = Math.max(20, axis - fixed);
  let at = GAP;
  const band = (tall: number): Band => {
    const top = at;
    at += tall + GAP;
    return { top, bottom: top + tall };
  };
  return {
    width,
    height,
    left: width < 480 ? NARROW_GUTTER : GUTTER,
    right: width - 10,
    lanes: {
      program: band(HEIGHTS.program),
      calls: band(HEIGHTS.calls),
      kernel: band(HEIGHTS.kernel),
      device: band(device),
      ring: band(HEIGHTS.ring),
    },
    axis,
  };
}
