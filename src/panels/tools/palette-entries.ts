import { activityNumber } from '../../recording/record.ts';
import { listedScenarios } from '../../scenarios/index.ts';
import { goTo } from '../../store/go-to.ts';
import { visitScenario } from '../../store/link.ts';
import { namedMoments } from '../../store/mark-list.ts';
import { sessionStore } from '../../store/session.ts';
import { storyStops } from '../../store/story.ts';
import { type Text, text } from '../../text/index.ts';
import { COMMANDS } from '../transport/commands.ts';

/** One thing the palette can do. */
export interface Entry {
  readonly id: string;
  readonly group: keyof Text['palette']['groups'];
  readonly label: string;
  /** In few words what is not in the label. */
  readonly detail: string;
  readonly keys: readonly string[];
  readonly act: () => void;
}

/** A mark, or the number of a moment. */
const PLACE = /^(?:(\d{1,15})|(\w+)#\d+(?:\/\w+(?:~\d+)?)?)$/;
const MOST = 50;

/** All entries of what is on the page now, in the order in which they are offered. */
export function allEntries(): Entry[] {
  const { session } = sessionStore.getState();
  const place = (group: 'stop' | 'moment', mark: string, position: number, detail: string): Entry => ({
    id: `${group} ${position} ${mark}`,
    group,
    label: text.palette.goTo(mark),
    detail,
    keys: [],
    act: () => goTo(`${position}`),
  });
  return [
    ...COMMANDS.filter(({ id }) => id !== 'palette').map(
      ({ id, keys, act }): Entry => ({ id, group: 'command', label: text.commands[id], detail: '', keys, act }),
    ),
    ...listedScenarios.map(
      ({ id, title, group }): Entry => ({
        id: `scenario ${id}`,
        group: 'scenario',
        label: title,
        detail: text.page.scenarioGroups[group],
        keys: [],
        act: () => visitScenario(id),
      }),
    ),
    ...(session ? storyStops(session).map((stop) => place('stop', stop.mark, stop.position, stop.note)) : []),
    ...(session
      ? namedMoments(session.recording.records).map(({ mark, position }) =>
          place('moment', mark, position, text.palette.at(position)),
        )
      : []),
  ];
}

/** The entries that have every word of the query, those that begin with it first; and a place, if it names one. */
export function matching(entries: readonly Entry[], query: string): Entry[] {
  const wanted = query.trim();
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found: { entry: Entry; rank: number }[] = [];
  for (const entry of entries) {
    const label = entry.label.toLowerCase();
    const all = `${label} ${entry.detail.toLowerCase()}`;
    if (!words.every((word) => all.includes(word))) continue;
    found.push({ entry, rank: words.every((word) => label.includes(word)) ? 0 : 1 });
  }
  found.sort((a, b) => a.rank - b.rank);
  const shown = found.slice(0, MOST).map(({ entry }) => entry);
  const named = shown.some(({ label }) => label === text.palette.goTo(wanted));
  return isPlace(wanted) && !named ? [placeEntry(wanted), ...shown] : shown;
}

/** Marks further on in a long run are not among the entries, but can be typed. */
function isPlace(query: string): boolean {
  const [, number, activity = ''] = PLACE.exec(query) ?? [];
  return number !== undefined || activityNumber(activity) !== undefined;
}

function placeEntry(place: string): Entry {
  const label = /^\d+$/.test(place) ? text.palette.goToMoment(place) : text.palette.goTo(place);
  return { id: `place ${place}`, group: 'moment', label, detail: '', keys: [], act: () => goTo(place) };
}
