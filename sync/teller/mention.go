package teller

import "lianzhan/station"

// mostMentioned is how many matters are remembered by name.
const mostMentioned = 5000

// mention is what announcements name, until somebody looks.
type mention struct {
	matters map[string]bool
	nodes   map[string]bool
	last    uint64 // number of the log they reached
	lost    bool   // they named more than is kept: the log has to be read
}

func newMention() *mention { return &mention{matters: map[string]bool{}, nodes: map[string]bool{}} }

func (m *mention) add(a station.Announcement) {
	m.last = a.Seq
	for _, ref := range a.Refs {
		switch ref.Kind {
		case station.KindMatter:
			m.matters[ref.ID] = true
		case station.KindNode:
			m.nodes[ref.ID] = true
		}
	}
	if len(m.matters)+len(m.nodes) > mostMentioned {
		clear(m.matters)
		clear(m.nodes)
		m.lost = true
	}
}
