package paper

import (
	"cmp"
	"context"
	"slices"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
	"lianzhan/web/form"
)

// sitting fills the reception register. It is for those who read all matters: a page of it shows many voters.
func (r *Room) sitting(ctx context.Context, a asked) ([]form.Sheet, error) {
	house, err := r.house()
	if err != nil || a.blank {
		return []form.Sheet{form.SittingSheet(form.Sitting{House: house})}, err
	}
	if !a.who.May(station.ActReadMatters) {
		return nil, station.Forbidden("forbidden", "您的账号不能办这件事。")
	}
	v := form.Sitting{House: house, Record: place("receptions", "session", a.id), Stamp: a.stamp}
	record, err := r.record(station.KindSession, a.id)
	if err != nil {
		return nil, err
	}
	if v.Session, err = station.Decode[station.ReceptionSession](record); err != nil {
		return nil, err
	}
	rows, err := r.Book.At(casebook.ScopeOf(a.who), a.id)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		visit, err := r.visit(ctx, a, row)
		if err != nil {
			return nil, err
		}
		v.Visits = append(v.Visits, visit)
	}
	slices.SortStableFunc(v.Visits, func(a, b form.Visit) int {
		return cmp.Or(cmp.Compare(a.Visitor, b.Visitor), cmp.Compare(a.Number, b.Number))
	})
	return []form.Sheet{form.SittingSheet(v)}, nil
}

func (r *Room) visit(ctx context.Context, a asked, row casebook.Row) (form.Visit, error) {
	d, err := r.Work.Detail(a.who, row.ID)
	if err != nil {
		return form.Visit{}, err
	}
	v := form.Visit{Visitor: d.Matter.Visitor, Village: row.Village, Number: row.Number, Title: row.Title,
		Outcome: outcome(d.Matter, row), Result: result(d.Matter, row), Satisfaction: row.Satisfaction.Label()}
	if len(d.Words) > 0 {
		v.Words = d.Words[0].Words
	}
	who, err := r.contact(ctx, a, row.ID, d.Contact)
	if who != nil {
		v.Name, v.Phone = who.Name, who.Phone
	}
	return v, err
}

// outcome is what was done with an issue while the voter sat there.
func outcome(m matter.Matter, row casebook.Row) string {
	switch {
	case m.Decline != nil:
		return "不予受理"
	case len(m.Replies) > 0 && m.Assigned.IsZero():
		return "当场答复"
	case row.Unit != "":
		return "转 " + row.Unit
	}
	return ""
}

func result(m matter.Matter, row casebook.Row) string {
	if reply := m.Reply(); reply != nil {
		return matter.ReplyClasses.Label(reply.Class)
	}
	return row.Label
}

func (r *Room) suggestion(_ context.Context, a asked) ([]form.Sheet, error) {
	house, err := r.house()
	if err != nil || a.blank {
		return form.ProposalSheets(form.Proposal{House: house}), err
	}
	p, err := r.proposal(a.who, a.id)
	if err != nil {
		return nil, err
	}
	return form.ProposalSheets(form.Proposal{House: house, Way: p, Due: p.Sheet.DueOn, Record: place("suggestions", "id", a.id),
		Stamp: a.stamp}), nil
}

// proposal reads a suggestion for somebody; one outside the person's sight is not there.
func (r *Room) proposal(who door.Who, id string) (proposal.Proposal, error) {
	record, err := r.record(station.KindSuggestion, id)
	if err != nil {
		return proposal.Proposal{}, err
	}
	p := proposal.Fold(record)
	signers := append([]string{p.Sheet.LeadDeputy}, p.Sheet.CoSigners...)
	if !casebook.ScopeOf(who).Opens(p.LeadUnit, p.CoUnits, signers) {
		return p, station.NotFound("suggestion_not_found", "没有找到这件建议。")
	}
	return p, nil
}

func (r *Room) record(kind station.Kind, id string) (record station.Record, err error) {
	err = r.Store.View(func(reader station.Reader) (err error) {
		record, err = reader.Record(kind, id)
		return err
	})
	return record, err
}
