package figure

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"lianzhan/station"
)

// List names the records behind a figure, or behind one part of it: those that count before those a share only divides by, the
// latest first, at most limit of them after the first skip. An unknown figure is not_found.
func (b *Book) List(q Query, m Moment, key, part string, skip, limit int) (List, error) {
	r := ruleOf(key)
	if r == nil {
		return List{}, station.NotFound("figure_unknown", "没有这个数字。")
	}
	v := b.look(q, m)
	s := newSum(len(v.kids))
	var found []listed
	outcome := part != "" && r.outcomes // asked for by itself it is what is counted, also where the share only divides by it
	told := map[string]bool{}           // what counts once, however many records tell of it
	v.pass([]*rule{r}, func(_ int, h *head, kid int32, r row) {
		if r.date != "" && !v.within(r.date) {
			return
		}
		s.add(h, kid, r)
		r.hit = r.hit || outcome
		if r.once != "" {
			r.hit = r.hit && !told[r.once]
			told[r.once] = true
		}
		if part == "" && !r.again || part != "" && r.part == part {
			found = append(found, listed{h, r})
		}
	})
	slices.SortFunc(found, func(a, b listed) int {
		return cmp.Or(compareHits(a.row, b.row), cmp.Compare(b.row.date, a.row.date), cmp.Compare(a.head.place, b.head.place), cmp.Compare(a.head.id, b.head.id))
	})
	list := List{AsOf: m.Now.In(station.Zone).Truncate(time.Second), Figure: s.figure(v, r), Part: part, Total: len(found), Items: []Item{}}
	for _, l := range found[min(skip, len(found)):min(skip+limit, len(found))] {
		list.Items = append(list.Items, Item{Kind: l.head.kind, ID: l.head.id, Scope: b.places[l.head.place], Place: v.nameOf(l.head.place),
			Date: l.row.date, Line: v.line(l.head), Amount: l.row.amount, Hit: l.row.hit, Part: partWord(v, r, l.row.part)})
	}
	return list, nil
}

func compareHits(a, b row) int {
	switch {
	case a.hit == b.hit:
		return 0
	case a.hit:
		return -1
	}
	return 1
}

type listed struct {
	head *head
	row  row
}

func partWord(v *view, r *rule, key string) string {
	if key == "" {
		return ""
	}
	return r.partLabel(v, key)
}

// line says what a record is in a few words, without anything of a voter.
func (v *view) line(h *head) string {
	b := v.book
	switch h.kind {
	case station.KindMatter:
		f := b.matters.get(h.id)
		words := f.title + "，" + f.state.Label()
		if f.due != "" {
			words += fmt.Sprintf("，%s期限 %s", f.step, f.due)
		}
		return words
	case station.KindSession:
		return fmt.Sprintf("接待选民，代表 %d 人", len(b.sessions.get(h.id).deputies))
	case station.KindActivity:
		f := b.activities.get(h.id)
		return f.duty.Label() + "：" + f.title
	case station.KindDeputy:
		return h.title + v.tierWords(b.deputies.get(h.id))
	case station.KindProject:
		f := b.projects.get(h.id)
		return fmt.Sprintf("%d年 %s，进度 %d%%", f.year, f.title, f.progress)
	}
	return h.title
}

func (v *view) tierWords(f *deputyFact) string {
	words := ""
	for _, tier := range f.deputy.Tiers(v.on) {
		words += "，" + tier.Label()
	}
	if words == "" && f.deputy.Councils(v.on) {
		words = "，议政代表"
	}
	return words
}
