/** The desk's sentences about a deputy's mandates. */
export const mandates = {
  'mandate.all': '担任哪几级代表',
  'mandate.tier': '哪一级代表',
  'mandate.term': '届次',
  'mandate.term.hint': '例如：第十九届',
  'mandate.area': '选区或代表团',
  'mandate.from': '从哪天起',
  'mandate.until': '到哪天止',
  'mandate.until.hint': '还在任就空着',
  'mandate.date.hint': '如 2026-11-20',
  'mandate.end': '任到今天',
  'mandate.drop': '删掉',
  'mandate.ended': '已卸任',
  'mandate.add': '再加一级',
  'mandate.want.tier': '请选是哪一级代表。',
} as const
