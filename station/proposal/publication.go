package proposal

import "time"

// Publication says whether everybody may see the sheet: one person proposes it, another releases it. A reply that comes
// after the release waits for the next one.
type Publication struct {
	ProposedBy *Actor    `json:"proposed_by,omitempty"` // waiting for the second person
	Released   bool      `json:"released,omitempty"`
	At         time.Time `json:"released_at,omitzero"`
	By         Actor     `json:"released_by,omitzero"`
	Replies    int       `json:"replies,omitempty"` // how many replies the second person had before them
}

// PublicProposal says that the sheet as it stands holds no secret and nobody's privacy and may be shown.
type PublicProposal struct{}

// Type of the event.
func (*PublicProposal) Type() EventType { return "public_proposed" }

func (*PublicProposal) check() error { return nil }

func (*PublicProposal) apply(p *Proposal, line Line) { by := line.By; p.Public.ProposedBy = &by }

// Released shows the sheet to everybody; the one who proposed it may not release it.
type Released struct{}

// Type of the event.
func (*Released) Type() EventType { return "public_released" }

func (*Released) check() error { return nil }

func (*Released) apply(p *Proposal, line Line) {
	p.Public = Publication{Released: true, At: line.At, By: line.By, Replies: len(p.Replies)}
}

// Withdrawn takes the sheet off every screen.
type Withdrawn struct {
	Reason string `json:"reason"`
}

// Type of the event.
func (*Withdrawn) Type() EventType { return "public_withdrawn" }

// class is internal: the reason may be the very secret. What the public learns is the sheet's public field going away.
func (d *Withdrawn) check() error { return wants(d.Reason, "请写明为什么撤回。") }

func (*Withdrawn) apply(p *Proposal, _ Line) { p.Public = Publication{} }
