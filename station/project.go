package station

// Project is a livelihood project (民生实事项目) voted by the congress, with its progress in public.
type Project struct {
	ID          string        `json:"id"`
	Year        int           `json:"year"`
	Number      int           `json:"number,omitempty"`
	Name        string        `json:"name"`
	Description string        `json:"description,omitempty"`
	Target      string        `json:"target,omitempty"`      // this year's goal
	Investment  string        `json:"investment,omitempty"`  // as the ballot words it
	DutyUnit    string        `json:"duty_unit,omitempty"`   // 责任站所
	DutyPerson  string        `json:"duty_person,omitempty"` // 责任人
	DueOn       Date          `json:"due_on,omitempty"`      // 完成时限
	Progress    int           `json:"progress"`              // percent, 0-100
	Status      string        `json:"status,omitempty"`      // where it stands, one sentence
	Nodes       []ProjectNode `json:"nodes,omitempty"`
	Votes       []Vote        `json:"votes,omitempty"`  // of the congress: chosen or not, and how satisfied
	Photos      []string      `json:"photos,omitempty"` // SHA-256
	Public      bool          `json:"public,omitempty"`
}

// ProjectNode is one planned step of a project.
type ProjectNode struct {
	Name    string `json:"name"`
	Planned Date   `json:"planned,omitempty"`
	Actual  Date   `json:"actual,omitempty"`
}

// Overdue reports whether an unfinished project has passed its time limit.
func (p Project) Overdue(on Date) bool { return p.Progress < 100 && p.DueOn.Before(on) }

// Check says what is wrong with a project, or nil.
func (p Project) Check() error {
	switch {
	case p.Name == "":
		return Invalid("project_name_missing", "项目的名称不能为空。")
	case p.Year < 1949 || p.Year > 2100:
		return Invalid("project_year_invalid", "项目“%s”的年份不对：%d。", p.Name, p.Year)
	case p.Progress < 0 || p.Progress > 100:
		return Invalid("project_progress_invalid", "项目“%s”的进度要在 0 到 100 之间。", p.Name)
	case p.DueOn != "" && !p.DueOn.Valid():
		return Invalid("date_invalid", "项目“%s”的完成时限读不懂，请写成 2026-10-31。", p.Name)
	}
	for _, v := range p.Votes {
		if err := v.Check(); err != nil {
			return err
		}
	}
	return nil
}
