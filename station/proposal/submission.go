package proposal

import (
	"slices"

	"lianzhan/station"
)

// Submission is the first event: who hands in what, and which way it goes. Title and text stand on the sheet.
type Submission struct {
	Flow      Flow         `json:"flow"`
	Tier      station.Tier `json:"tier"` // of the congress it is handed to
	Kind      Kind         `json:"kind"`
	Deputy    string       `json:"deputy,omitempty"`     // lead deputy, as signed
	CoSigners []string     `json:"co_signers,omitempty"` // deputy ids, as signed
	Matters   []string     `json:"matters,omitempty"`    // ids of the matters it grew out of
	Publish   bool         `json:"publish,omitempty"`    // the deputy agrees to its publication
	Secret    bool         `json:"secret,omitempty"`     // touches state or trade secrets or somebody's privacy: never published
}

// Type of the event.
func (*Submission) Type() EventType { return "submitted" }

func (s *Submission) check() error {
	switch {
	case !s.Tier.Valid():
		return station.Invalid("tier_unknown", "请选是哪一级代表。")
	case s.Flow != FlowFor(s.Tier, s.Flow == AtSession):
		return station.Invalid("flow_unknown", "办理的流程不对，请选大会期间或闭会期间。")
	case !Kinds.Has(s.Kind):
		return station.Invalid("proposal_kind_unknown", "请选建议、批评、意见或议案。")
	case s.Deputy == "":
		return station.Invalid("lead_deputy_missing", "请选领衔代表。")
	case slices.Contains(s.CoSigners, s.Deputy) || len(s.CoSigners) > 200:
		return station.Invalid("co_signers_invalid", "附议的代表不对：领衔代表不用再写一次。")
	case s.Kind == Bill && s.Flow != AtSession:
		return station.Invalid("bill_between_sessions", "议案只能在大会期间提出；闭会期间请提建议。")
	case s.Kind == Bill && len(s.CoSigners)+1 < signers(s.Tier):
		return station.Invalid("bill_signers_few", "议案要有%d名以上代表联名。", signers(s.Tier))
	}
	return nil
}

func (s *Submission) apply(p *Proposal, line Line) {
	p.Submission = *s
	p.SubmittedOn = dateOf(line.At)
	p.Year = line.At.In(station.Zone).Year()
}

func (s *Submission) signed(deputy string) bool {
	return s.Deputy == "" || deputy == s.Deputy || slices.Contains(s.CoSigners, deputy)
}
