// The pages a browser can open, each with its own HTML entry. Each is built by itself, so that code one page
// shares with another (Vue above all) never lands on a wall that does without it.
export const pages = ['kiosk', 'display', 'desk', 'cockpit']

// What each page may weigh in gzipped JavaScript, lazily loaded parts included, in bytes.
// The desk and the cockpit are opened over the LAN and carry a library of forms and one of charts: their bounds only keep them
// from growing unseen.
export const budgets = { kiosk: 60_000, display: 20_000, desk: 260_000, cockpit: 230_000 }

// What a page fetches only once its first screen stands, and what it may weigh with all of that.
export const laterParts = { kiosk: { names: ['matters', 'PhraseKeyboard', 'WritingPad', 'en', 'matters.en'], budget: 96_000 } }

// Where the build lies; vite.config.ts names the same folder.
export const dist = 'pages/dist'

// What draws the first screen of a page into its HTML.
export const stills = { kiosk: 'src/kiosk/still.ts' }
