package paper

import (
	"context"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/desk/casework"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/form"
)

func (r *Room) matter(ctx context.Context, a asked) ([]form.Sheet, error) {
	c, err := r.caseOf(ctx, a)
	if err != nil {
		return nil, err
	}
	return []form.Sheet{form.MatterSheet(c)}, nil
}

func (r *Room) answer(ctx context.Context, a asked) ([]form.Sheet, error) {
	if a.blank {
		return nil, missing()
	}
	c, err := r.caseOf(ctx, a)
	if err != nil {
		return nil, err
	}
	card, err := form.AnswerCard(c)
	return []form.Sheet{card}, err
}

// caseOf reads a matter as the person may see it; an empty form has the station only.
func (r *Room) caseOf(ctx context.Context, a asked) (form.Case, error) {
	house, err := r.house()
	if err != nil {
		return form.Case{}, err
	}
	c := form.Case{House: house}
	if a.blank {
		return c, nil
	}
	d, err := r.Work.Detail(a.who, a.id)
	if err != nil {
		return form.Case{}, err
	}
	c.Matter, c.Told, c.Deadlines, c.Stamp, c.Record = d.Matter, d.Words, d.Deadlines, a.stamp, place("matters", "open", a.id)
	for _, l := range d.Timeline {
		c.Lines = append(c.Lines, form.Line{Type: l.Type, At: l.At, Title: l.Title, Text: l.Text, By: l.By, Note: l.Note,
			Applied: l.Applied, Why: l.Why})
	}
	if len(c.Lines) > 0 && c.Lines[0].By != "选民" {
		c.Receiver = c.Lines[0].By
	}
	if c.Other, err = r.other(a, d.Matter); err != nil {
		return form.Case{}, err
	}
	c.Contact, err = r.contact(ctx, a, a.id, d.Contact)
	return c, err
}

// contact is who the voter is: masked, or in full when that was asked for, against a line in the audit.
func (r *Room) contact(ctx context.Context, a asked, id string, masked *casework.Contact) (*matter.Contact, error) {
	shown := masked
	if a.contact && masked != nil {
		reason := a.reason
		if reason == "" {
			reason = "打印"
		}
		full, err := r.Work.Reveal(ctx, a.who, id, reason)
		if err != nil {
			return nil, err
		}
		shown = full
	}
	if shown == nil {
		return nil, nil
	}
	return &matter.Contact{Name: shown.Name, Phone: shown.Phone, Sex: shown.Sex, AgeBand: shown.AgeBand, Address: shown.Address,
		Masked: shown.Masked}, nil
}

// other is the number of the matter this one went into, or of the suggestion it became.
func (r *Room) other(a asked, m matter.Matter) (string, error) {
	switch {
	case m.Into != "":
		row, ok, err := r.Book.Row(casebook.ScopeOf(a.who), m.Into)
		if err != nil || !ok {
			return "另一件", err
		}
		return row.Number, nil
	case m.Suggestion != "":
		p, err := r.proposal(a.who, m.Suggestion)
		if err != nil && station.Worded(err).Class == station.FaultNotFound {
			return "", nil // whoever sees the matter need not see the suggestion
		}
		return p.Number(), err
	}
	return "", nil
}

// freshFor is how long after a matter was written down its receipt may still tell the query code, to the one who wrote it.
const freshFor = time.Hour

func (r *Room) receipt(ctx context.Context, a asked) ([]form.Sheet, error) {
	c, err := r.caseOf(ctx, a)
	if err != nil || a.blank {
		return []form.Sheet{form.Receipt(c, "", "")}, err
	}
	code, err := r.freshCode(a)
	if err != nil {
		return nil, err
	}
	row, _, err := r.Book.Row(casebook.ScopeOf(a.who), a.id)
	if err != nil {
		return nil, err
	}
	return []form.Sheet{form.Receipt(c, code, nextStep(row.Due))}, nil
}

// nextStep says what the voter may wait for.
func nextStep(due *casebook.Due) string {
	if due == nil {
		return ""
	}
	switch matter.Step(due.Step) {
	case matter.ToVerify, matter.ToAccept:
		return due.Due.Chinese() + "前决定是否受理，受理的一定答复您。"
	case matter.ToReply, matter.HardStop, matter.ToRedo:
		return due.Due.Chinese() + "前答复您。"
	}
	return due.Due.Chinese() + "前" + due.Label + "。"
}

// freshCode is the query code of a matter this person wrote down within the hour, else "".
func (r *Room) freshCode(a asked) (string, error) {
	var m matter.Matter
	err := r.Store.View(func(reader station.Reader) error {
		record, err := reader.Record(station.KindMatter, a.id)
		m = matter.Fold(record)
		return err
	})
	if err != nil || len(m.Timeline) == 0 {
		return "", err
	}
	first := m.Timeline[0]
	wrote := first.By.Account == a.who.Account || first.By.Role == matter.Voter.Role && m.WrittenBy == a.who.Name
	if !wrote || r.Store.Now().Time.Sub(first.At) > freshFor {
		return "", nil
	}
	code, _ := r.Codes.Of(m)
	return code, nil
}
