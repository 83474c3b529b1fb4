package display

import (
	"cmp"
	"fmt"
	"slices"

	"lianzhan/station"
)

// ProjectsPage shows the year's livelihood projects and how far each has come (晾晒).
type ProjectsPage struct {
	Head
	Items []ProjectItem `json:"items"`
}

// ProjectItem is one project in one row.
type ProjectItem struct {
	ID       string `json:"id"`
	Number   int    `json:"number"`
	Name     string `json:"name"`
	Unit     string `json:"unit"`
	Due      string `json:"due"`      // 10月31日
	Progress int    `json:"progress"` // percent
	Status   string `json:"status"`
	Overdue  bool   `json:"overdue"`
}

// rowHeight of a project in pixels of a screen's shorter side, and the fewest and most rows of a page.
const (
	rowPart     = 10 // of the shorter side
	smallestRow = 64
	mostRows    = 10
)

// projectPages show the projects of the latest year there are any for, but none of a year to come.
func (p painter) projectPages() []Page {
	year := 0
	for _, project := range p.projects {
		if project.Public && project.Year <= p.today.Time().Year() {
			year = max(year, project.Year)
		}
	}
	projects := slices.DeleteFunc(slices.Clone(p.projects), func(project station.Project) bool {
		return !project.Public || project.Year != year
	})
	slices.SortStableFunc(projects, func(a, b station.Project) int {
		return cmp.Or(a.Number-b.Number, cmp.Compare(a.ID, b.ID))
	})
	var pages []Page
	parts := chunks(projects, p.rows())
	for i, part := range parts {
		page := p.projectsPage(part)
		page.Title = fmt.Sprintf("%d年民生实事项目", year)
		if len(parts) > 1 {
			page.Part = fmt.Sprintf("%d/%d", i+1, len(parts))
		}
		pages = append(pages, &page)
	}
	return pages
}

func (p painter) projectsPage(part []station.Project) ProjectsPage {
	page, words := ProjectsPage{Head: Head{Kind: station.PageProjects}}, ""
	for _, project := range part {
		item := ProjectItem{ID: project.ID, Number: project.Number, Name: clip(project.Name), Unit: clip(project.DutyUnit),
			Progress: project.Progress, Status: clip(project.Status), Overdue: project.Overdue(p.today)}
		if len(project.DueOn) == len("2006-01-02") {
			item.Due = monthDay(project.DueOn)
		}
		words += item.Name
		page.Items = append(page.Items, item)
	}
	page.Dwell = dwellOf(words)
	return page
}
