package proposal

// Urge reminds the unit (催办).
type Urge struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Urge) Type() EventType { return "urged" }

func (d *Urge) check() error { return wants(d.Text, "请写明催办的内容。") }

func (*Urge) apply(p *Proposal, _ Line) { p.Urges++ }

// Supervision puts the suggestion under supervision (督办; 代表法 art. 52).
type Supervision struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Supervision) Type() EventType { return "supervised" }

func (d *Supervision) check() error { return wants(d.Text, "请写明督办的要求。") }

func (*Supervision) apply(p *Proposal, _ Line) { p.Supervised = true }

// KeyMark makes it a key suggestion (重点建议), chosen by those who lead the committee or the presidium (代表法 art. 52).
type KeyMark struct {
	LedBy string `json:"led_by,omitempty"` // the official who takes it on (领办)
}

// Type of the event.
func (*KeyMark) Type() EventType { return "key" }

func (*KeyMark) check() error { return nil }

func (*KeyMark) apply(p *Proposal, _ Line) { p.Key = true }

// ExcellentMark makes it an excellent suggestion (优秀建议).
type ExcellentMark struct {
	Why string `json:"why,omitempty"`
}

// Type of the event.
func (*ExcellentMark) Type() EventType { return "excellent" }

func (*ExcellentMark) check() error { return nil }

func (*ExcellentMark) apply(p *Proposal, _ Line) { p.Excellent = true }

// Note is a private remark of staff; it never leaves the desk.
type Note struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Note) Type() EventType { return "noted" }

func (d *Note) check() error { return wants(d.Text, "请写下备注。") }

func (*Note) apply(*Proposal, Line) {}
