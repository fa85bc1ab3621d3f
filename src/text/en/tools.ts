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
