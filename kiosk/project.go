package kiosk

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

type projectItem struct {
	ID          string                `json:"id"`
	Year        int                   `json:"year"`
	Number      int                   `json:"number"`
	Name        string                `json:"name"`
	Description string                `json:"description"`
	Target      string                `json:"target"`
	Investment  string                `json:"investment"`
	DutyUnit    string                `json:"duty_unit"`
	DutyPerson  string                `json:"duty_person"`
	DueOn       station.Date          `json:"due_on"`
	Progress    int                   `json:"progress"` // percent
	Status      string                `json:"status"`
	Overdue     bool                  `json:"overdue"`
	Nodes       []station.ProjectNode `json:"nodes"`
	Photos      []string              `json:"photos"`
}

// projectList answers GET /api/v1/projects, the newest year first, by number; year= picks one.
func (e *edition) projectList(c *fiber.Ctx) (*page, error) {
	year, err := number(c, "year", 0, 9999)
	if err != nil {
		return nil, err
	}
	asked, err := partOf(c, largestLimit)
	if err != nil {
		return nil, err
	}
	shown := only(e.projects.sorted, func(p *station.Project) bool { return p.Public && (year == 0 || p.Year == year) })
	return printPart(shown, asked, e.projectItem)
}

func (e *edition) projectItem(p *station.Project) projectItem {
	return projectItem{ID: p.ID, Year: p.Year, Number: p.Number, Name: p.Name, Description: p.Description, Target: p.Target,
		Investment: p.Investment, DutyUnit: p.DutyUnit, DutyPerson: p.DutyPerson, DueOn: p.DueOn, Progress: p.Progress,
		Status: p.Status, Overdue: p.Overdue(e.day), Nodes: filled(p.Nodes), Photos: fileURLs(p.Photos)}
}
