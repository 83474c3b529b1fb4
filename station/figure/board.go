package figure

import (
	"slices"
	"time"

	"lianzhan/station"
)

const (
	trendMonths = 12
	relayFresh  = 24 * time.Hour // a box behind another counts as heard when its last word is no older
)

// Board adds everything up.
func (b *Book) Board(q Query, m Moment) Board {
	v := b.look(q, m)
	all := rules()
	sums := make([]*sum, len(all))
	for i := range sums {
		sums[i] = newSum(len(v.kids))
	}
	months := monthsTo(q.To)
	v.months = map[string]int{}
	for i, month := range months {
		v.months[month] = i
	}
	first := station.Date(months[0] + "-01")
	v.pass(all, func(at int, h *head, kid int32, r row) {
		if all[at].trend && r.date >= first && r.date <= q.To && r.hit {
			if n, drawn := v.months[string(r.date[:7])]; drawn {
				sums[at].months[n] += r.amount
			}
		}
		if r.date == "" || v.within(r.date) {
			sums[at].add(h, kid, r)
		}
	})
	board := Board{AsOf: m.Now.In(station.Zone).Truncate(time.Second), Scope: q.Scope, Name: v.called(q.Scope), From: q.From, To: q.To,
		Groups: groups, Figures: []Figure{}, Trend: Trend{Months: months, Series: []Series{}}, Mismatches: []Mismatch{}}
	for i, r := range all {
		board.Figures = append(board.Figures, sums[i].figure(v, r))
		if r.trend {
			board.Trend.Series = append(board.Trend.Series, Series{r.key, r.label, r.unit, sums[i].months})
		}
		if r.compare {
			v.compare(r, sums[i])
		}
	}
	board.Places = slices.DeleteFunc(v.kids, Place.idle)
	v.declare(&board)
	board.Boxes, board.Missing, board.Demo = v.boxes(m)
	return board
}

// compare notes a figure for every place one step down.
func (v *view) compare(r *rule, s *sum) {
	for i := range v.kids {
		v.kids[i].Values[r.key] = r.value(s.kids[i])
	}
}

// idle holds for the place asked for itself where everything belongs to a branch under it.
func (p Place) idle() bool {
	for _, v := range p.Values {
		if v.Value != 0 || v.Of != nil && *v.Of != 0 {
			return false
		}
	}
	return p.Own
}

// monthsTo are the twelve months that end with a day's own.
func monthsTo(to station.Date) []string {
	t := to.Time()
	months := make([]string, trendMonths)
	for i := range months {
		months[i] = time.Date(t.Year(), t.Month()-time.Month(trendMonths-1-i), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
	}
	return months
}

// boxes counts the boxes of the branch that talk, and lists those whose newest records may be lacking, the longest silent
// first. Boxes of invented towns are only counted.
func (v *view) boxes(m Moment) (of Share, missing []Node, demo int) {
	missing = []Node{}
	for _, n := range m.Nodes {
		if v.stepTo(n.Scope) == "" || n.State == Revoked || n.Scope == v.book.here {
			continue // the box that counts lacks nothing of its own
		}
		if n.State == Demo {
			demo++
			continue
		}
		of.Of++
		relayed := n.State == Relayed && m.Now.Sub(n.LastSeen) < relayFresh
		if n.State == Online || n.State == Old || relayed {
			of.Value++
		}
		if n.State != Online && !relayed || n.Outdated {
			missing = append(missing, n)
		}
	}
	slices.SortStableFunc(missing, func(a, b Node) int { return a.LastSeen.Compare(b.LastSeen) })
	return of, missing, demo
}
