import type { Guest } from './data/account'
import type { Detail, First, Row, Today } from './wire'

// A small desk for the tests: one officer, one unit, one matter.

export const guest: Guest = {
  id: 'a1', login: 'jiangxiao', name: '江晓', roles: ['liaison_officer'], totp_on: false, must_change: false, password_at: '2026-11-01T00:00:00Z',
  disabled: false, may: ['register', 'read_matters', 'note', 'urge', 'reveal', 'print', 'export', 'accept'], session: 's1', idle_seconds: 900,
  ends_at: '2026-11-22T20:00:00Z', security: 'asvs',
}

export const first: First = {
  station: { name: '白石镇中心联络站' },
  units: [{ id: 'u1', name: '白石镇城建办', short: '城建办', head: '周启明', phone: '0512-5550100' }],
  deputies: [{ id: 'd1', name: '何家兰' }], templates: [{ id: 't1', step: 'urged', title: '快到期', text: '请抓紧办理。' }],
  categories: [{ id: 'road', label: '道路', topic: '城建环资', phrases: ['井盖坏了或不见了'] }],
  grades: [{ id: 'ordinary', label: '一般' }], states: [{ id: 'registered', label: '已登记' }], channels: [{ id: 'kiosk', label: '触摸屏' }],
  decline_reasons: [{ id: 'court', label: '由法院审理', advice: '请向人民法院提出。' }], escalations: [{ id: 'presidium', label: '主席团' }],
  reply_classes: [{ id: 'A', label: '已经解决' }], villages: ['东街社区'], consent: '2026-11', today: '2026-11-22',
  policy: { security: 'asvs', printer: false },
}

export const row: Row = {
  id: 'm1', number: '320999-2026-000001', title: '菜场门口井盖不见了', category: 'road', category_label: '道路', state: 'registered',
  label: '已登记', grade: 'ordinary', channel: 'kiosk', village: '东街社区', place: '菜场门口', unit: '', received_on: '2026-11-20',
  due: {
    step: 'accept', label: '决定是否受理', due: '2026-11-21', days_left: -1, light: 'red', how: '11月18日的第二天起算3个工作日。', basis: '本站规定',
  },
  supervised: true, urges: 1, escalated: false, public: 'none', satisfaction: '', people: 3, me_too: 0, unapplied: 1, revision: 'r1',
  deputies: [{ id: 'd1', name: '何家兰' }], written_by: '',
}

export const today: Today = {
  due: [], overdue: [row], new: [row], unverified: [], rechecks: [], public_waiting: [],
  drafts: [{ token: 't1', state: 'open', began: '2026-11-22T16:58:00+08:00', ends: '', screen: 'hall', officer: '', text: { category: 'road' } }],
  reception: null,
}

const line = { by: '江晓', note: '', applied: true, why: '' }

export const detail: Detail = {
  row, matter: { id: 'm1', public: {} }, words: [{ words: '井盖没了三天', photos: ['abc'], at: '2026-11-20T09:00:00+08:00' }],
  contact: { name: '张某某', phone: '138****1234', masked: true },
  timeline: [
    { ...line, event: 'e1', type: 'registered', at: '2026-11-20T09:00:00+08:00', title: '登记', text: '触摸屏' },
    { ...line, event: 'e2', type: 'noted', at: '2026-11-20T10:00:00+08:00', title: '备注', text: '库房没有井盖' },
    { ...line, event: 'e3', type: 'urged', at: '2026-11-20T11:00:00+08:00', title: '催办', text: '', applied: false, why: '已经办结。' },
  ],
  deadlines: [{ step: 'accept', label: '决定是否受理', from: '2026-11-18', due: '2026-11-21', basis: '本站规定', how: '第二天起算。' }],
  may: ['accepted', 'urged', 'noted'], similar: [], propose: [], proposals: [],
}
