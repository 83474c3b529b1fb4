package register

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/proposal"
)

// asked is an event as a page asks for it. Who does it is not in it.
type asked struct {
	Type proposal.EventType `json:"type"`
	Data json.RawMessage    `json:"data,omitempty"`
	Note string             `json:"note,omitempty"`
	Base station.Revision   `json:"base,omitempty"`
}

func (r *Room) postEvent(c *fiber.Ctx) error {
	var in asked
	if err := door.ReadBody(c, &in); err != nil {
		return err
	}
	who, id := door.WhoOf(c), strings.Clone(c.Params("id"))
	s, known := steps[in.Type]
	if !known {
		return station.Invalid("event_unknown", "登记簿里没有“%s”这一步。", in.Type)
	}
	act, ok := s.may(who)
	if !ok {
		return station.Forbidden("forbidden", "您的账号不能办这件事。")
	}
	p, house, err := r.read(who, id)
	if err != nil {
		return err
	}
	if in.Base != "" && in.Base != p.Revision {
		return station.Conflict("record_changed", "这件建议刚被别人改过，请看一眼再办。")
	}
	data, err := settled(in, who, p.Deputy, house)
	if err != nil {
		return err
	}
	move := proposal.Move{By: actorFor(who, act), At: r.store.Now().Time, Note: in.Note, Data: data}
	warnings := p.Warnings(move)
	edits, err := p.Edits(move)
	if err != nil {
		return err
	}
	if _, err := r.store.Write(c.UserContext(), who.Actor(), edits...); err != nil {
		return err
	}
	return r.sendSuggestion(c, id, warnings)
}

// settled reads what an event says and holds it against what is known: units must exist, and nobody speaks for others.
func settled(in asked, who door.Who, lead string, house *casebook.House) (proposal.Data, error) {
	data := proposal.Blank(in.Type)
	if len(in.Data) > 0 {
		d := json.NewDecoder(strings.NewReader(string(in.Data)))
		d.DisallowUnknownFields()
		if err := d.Decode(data); err != nil {
			return nil, station.Invalid("event_invalid", "这一步的内容读不懂。").Because(err)
		}
	}
	switch d := data.(type) {
	case *proposal.Assignment:
		return d, knownAssignment(d, house)
	case *proposal.Review:
		if d.To != nil {
			return d, knownAssignment(d.To, house)
		}
	case *proposal.CoOpinion:
		if who.Unit != "" {
			d.Unit = who.Unit
		}
	case *proposal.Attitude:
		if who.Deputy != "" {
			d.Deputy = who.Deputy
		}
		if d.Deputy == "" {
			d.Deputy = lead
		}
	case *proposal.ClosedBy:
		d.Silent = ""
	}
	return data, nil
}

func knownAssignment(a *proposal.Assignment, house *casebook.House) error {
	for _, id := range append([]string{a.LeadUnit}, a.CoUnits...) {
		if _, ok := house.Unit(id); !ok && id != "" {
			return station.Invalid("unit_unknown", "没有找到这个承办单位。")
		}
	}
	a.LeadName = house.UnitName(a.LeadUnit)
	return nil
}
