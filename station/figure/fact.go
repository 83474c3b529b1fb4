package figure

import (
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// head is what every fact has: which record it is of, where it belongs, and a line for lists.
type head struct {
	kind  station.Kind
	id    string
	place int32 // number of the place in the book
	title string
}

func (h *head) self() *head { return h }

type sessionFact struct {
	head
	date     station.Date
	visitors int
	deputies []int32
}

type activityFact struct {
	head
	date       station.Date
	duty       station.DutyType
	people     int
	households int
	results    []station.Result
	came       []int32 // deputies who signed in
	reporters  int
	marks      []int
	project    string
}

type deputyFact struct {
	head
	person int32
	deputy station.Deputy // memberships only
}

type siteFact struct {
	head
	site station.Station // kind and what is declared
}

type groupFact struct {
	head
	group station.GroupKind
}

type articleFact struct {
	head
	date  station.Date
	shape station.ArticleKind
	shown bool
}

type projectFact struct {
	head
	year     int
	progress int
	due      station.Date
	votes    []station.Vote
}

type unitFact struct{ head }

type suggestionFact struct {
	head
	sort      proposal.Kind
	submitted station.Date
	replied   station.Date
	class     proposal.ReplyClass
	passed    bool
	judged    station.Date
	liked     bool
	unit      string
	due       station.Date
}

type matterFact struct {
	head
	category   string
	channel    matter.Channel
	session    string
	visitor    int
	state      matter.State
	registered station.Date
	accepted   station.Date
	replied    station.Date // the reply in force
	answered   station.Date // the first reply
	class      matter.ReplyClass
	closed     station.Date
	rated      station.Date
	verdict    matter.Satisfaction
	checks     []check
	reports    []report
	suggestion string
	unit       string
	due        station.Date // of the open deadline that ends first
	step       string
}

type check struct {
	on    station.Date
	holds bool
}

type report struct {
	on       station.Date
	to       string
	answered bool
}

func dateOf(at time.Time) station.Date {
	if at.IsZero() {
		return ""
	}
	return station.DateOf(at.In(station.Zone))
}

func matterFactOf(h head, m matter.Matter, calendar station.Calendar) matterFact {
	f := matterFact{head: h, category: m.Category, channel: m.Channel, session: m.Session, visitor: m.Visitor, state: m.State,
		accepted: dateOf(m.Accept), suggestion: m.Suggestion, unit: m.LeadUnit}
	if len(m.Timeline) > 0 {
		f.registered = dateOf(m.Timeline[0].At)
	}
	if len(m.Replies) > 0 {
		f.answered = dateOf(m.Replies[0].At)
	}
	if reply := m.Reply(); reply != nil {
		f.replied, f.class = dateOf(reply.At), reply.Class
	}
	if m.State == matter.Closed || m.State == matter.Archived && len(m.Replies) > 0 {
		f.closed = dateOf(m.Closed)
	}
	if m.Rating != nil {
		f.rated, f.verdict = dateOf(m.Rating.At), m.Rating.Satisfaction
	}
	for _, r := range m.Rechecks {
		f.checks = append(f.checks, check{dateOf(r.At), r.Holds})
	}
	for _, e := range m.Escalations {
		f.reports = append(f.reports, report{dateOf(e.At), e.To, !e.Done.IsZero()})
	}
	if next, ok := m.Next(nil, calendar); ok && m.State.Open() {
		f.due, f.step = next.Due, next.Label
	}
	f.title = matter.CategoryLabel(m.Category)
	if m.Village != "" {
		f.title += " · " + m.Village
	}
	return f
}

func suggestionFactOf(h head, p proposal.Proposal, calendar station.Calendar) suggestionFact {
	f := suggestionFact{head: h, sort: p.Kind, submitted: p.SubmittedOn, passed: p.State != proposal.Returned, unit: p.LeadUnit}
	if reply := p.Reply(); reply != nil {
		f.replied, f.class = reply.On, reply.Class
	}
	if view := p.View(); view != nil {
		f.judged, f.liked = view.On, !view.Unsatisfied()
	}
	if next, ok := p.Next(nil, calendar); ok && p.State.Open() {
		f.due = next.Due
	}
	f.title = p.Sheet.Title
	return f
}
