/** What the bar offers beside the transport: links and the theme. */
export const link = {
  share: 'Share',
  shareHint: 'Copy a link to this moment of this program',
  beginning: 'the beginning',
  copied: (place: string) => `Link copied. It opens at ${place}.`,
  copyThis: (place: string) => `This link opens at ${place}:`,
  address: 'Link',
  dismiss: 'Close',
  tooLong:
    'This program cannot be put into a link: it is too long, or the page is offline. Save it as a file and run it with the command line.',
  noScenario: (id: string) => `There is no scenario “${id}”. Choose one from the list.`,
  noMoment: (place: string) => `This run has no moment “${place}”.`,
  problems: {
    version: 'This link was made by a later version of kring. Reload the page, or ask for the program as a file.',
    damaged: 'This link is damaged: part of the address is missing or changed. Ask for it again.',
    notLoaded: 'This link could not be read: part of the page is missing. Check the connection and reload.',
    tooLarge: 'This link holds more than a program, and was not opened.',
  },
};

export const theme = {
  name: 'Theme',
  choices: { system: 'System', light: 'Light', dark: 'Dark' },
};

/** Every command: what the palette and the list of keys call it. */
export const commands = {
  step: 'One moment forward: a statement, or a step of the kernel',
  stepBack: 'One moment back',
  nextStatement: 'Next statement: over the kernel',
  previousStatement: 'Previous statement',
  run: 'Run and pause',
  reset: 'Back to the beginning',
  end: 'To the end',
  intoCall: 'Into the kernel: first step of the next system call',
  overCall: 'Over the system call: to where it has returned',
  nextEvent: 'To the next completion event',
  previousEvent: 'To the completion event before',
  nextStop: 'On with the story',
  previousStop: 'Back in the story',
  faster: 'Faster',
  slower: 'Slower',
  nextField: 'Light the next field, in every panel that shows it',
  previousField: 'Light the field before',
  letGo: 'Let go of the field that is lit',
  why: 'Why? The rule behind the sentence',
  memory: 'Show memory',
  console: 'Show console',
  share: 'Copy a link to this moment',
  palette: 'Search commands, scenarios and moments',
  keys: 'List of keys',
  diagnosis: 'Diagnose a ring: why is io_uring_get_sqe() NULL?',
  matrix: 'liburing: which headers go with which library',
  light: 'Light theme',
  dark: 'Dark theme',
  system: 'Theme of the system',
};

/** Why a move leads nowhere. */
export const moves = {
  noCall: 'No system call comes after this moment.',
  noEvent: 'No completion event comes after this moment.',
  noEarlierEvent: 'No completion event came before this moment.',
  noStop: 'The story is told to its end.',
  noEarlierStop: 'The story begins here.',
  notYet: 'Nothing of that kind is recorded yet. Try again in a moment.',
};

export const keySheet = {
  title: 'Keys',
  open: 'Keys',
  intro: 'They work everywhere on the page but in the editor and in fields, whose own keys they leave alone.',
  groups: { moving: 'Moving', jumping: 'Jumping', playing: 'Running', looking: 'Looking', page: 'The page' },
  close: 'Close',
  names: {
    ArrowRight: '→',
    ArrowLeft: '←',
    Shift: 'Shift',
    Control: 'Ctrl',
    Home: 'Home',
    End: 'End',
    Space: 'Space',
    Escape: 'Esc',
  } as Readonly<Record<string, string>>,
  or: 'or',
};

export const palette = {
  title: 'Search',
  open: 'Search …',
  placeholder: 'A command, a scenario, or a moment such as io_submit#1/TakeSlot',
  results: 'Results',
  groups: { command: 'Command', scenario: 'Scenario', stop: 'Story', moment: 'Moment' },
  goTo: (place: string) => `Go to ${place}`,
  goToMoment: (position: string) => `Go to moment ${position}`,
  at: (position: number) => `moment ${position.toLocaleString('en')}`,
  none: 'Nothing has that name.',
};

export const overlayFailed = 'This part of the page could not be loaded. Check the connection and try again.';

export const why = {
  ask: 'Why?',
  doneBy: (fn: string) => `In the kernel this is \`${fn}\`.`,
  none: 'No step of the kernel’s AIO has just happened here: there is no rule to tell.',
};
