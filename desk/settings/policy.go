package settings

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// policyAnswer is the policy in force: what the station decided, and what holds where it decided nothing.
type policyAnswer struct {
	Policy    station.Policy   `json:"policy"`     // what the station set itself
	MaskDays  int              `json:"mask_days"`  // in force
	EraseDays int              `json:"erase_days"` // in force
	Steps     []termAnswer     `json:"steps"`
	Base      station.Revision `json:"base"`
}

// termAnswer is one step's term in force.
type termAnswer struct {
	Step  station.Step `json:"step"`
	Label string       `json:"label"`
	Term  station.Term `json:"term"`
	Words string       `json:"words"`
	Own   bool         `json:"own"` // the station's own, not the shipped one
}

func (r *Room) getPolicy(c *fiber.Ctx) error {
	record, err := r.policy()
	if err != nil {
		return err
	}
	p, err := station.Decode[station.Policy](record)
	if err != nil {
		return err
	}
	a := policyAnswer{Policy: p, Base: record.Revision}
	a.MaskDays, a.EraseDays = p.Retention()
	for _, s := range matter.Steps {
		a.Steps = append(a.Steps, termOf(p, s.Step, s.Label, s.Term))
	}
	for _, s := range proposal.Steps {
		a.Steps = append(a.Steps, termOf(p, s.Step, "代表建议："+s.Label, s.Term))
	}
	return c.JSON(a)
}

func termOf(p station.Policy, step station.Step, label string, shipped station.Term) termAnswer {
	t := termAnswer{Step: step, Label: label, Term: shipped}
	if own, ok := p.Terms[step]; ok {
		t.Term, t.Own = own, true
	}
	t.Words = t.Term.Words()
	return t
}
