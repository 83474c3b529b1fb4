package kiosk

import "lianzhan/station"

// shelves is how much there is to show of each kind: the terminal's first screen has a tile for what is there, and none of them
// may go away under a finger.
type shelves struct {
	Activities  int `json:"activities"`
	Projects    int `json:"projects"`
	Suggestions int `json:"suggestions"`
	News        int `json:"news"`
	Notice      int `json:"notice"`
	Law         int `json:"law"`
	Rule        int `json:"rule"`
}

func (e *edition) shelves() (s shelves) {
	s.Activities = len(only(e.activities.sorted, func(a *station.Activity) bool { return a.Public }))
	s.Projects = len(only(e.projects.sorted, func(p *station.Project) bool { return p.Public }))
	s.Suggestions = len(only(e.suggestions.sorted, func(s *station.Suggestion) bool { return s.Public }))
	for _, a := range e.articles.sorted {
		if !a.Shown(e.day) {
			continue
		}
		switch a.Kind {
		case station.News:
			s.News++
		case station.Notice:
			s.Notice++
		case station.Law:
			s.Law++
		case station.Rule:
			s.Rule++
		}
	}
	return s
}
