package station

// Template is a ready text an officer may start from, for one step of a matter.
type Template struct {
	ID    string `json:"id"`
	Step  string `json:"step"` // type of event it is for: "replied", "declined", "urged" …
	Title string `json:"title"`
	Text  string `json:"text"`
	Order int    `json:"order,omitempty"`
}

// Check says what is wrong with a template, or nil.
func (t Template) Check() error {
	if t.Title == "" || t.Text == "" || t.Step == "" {
		return Invalid("template_invalid", "模板要有名称、用途和内容。")
	}
	return nil
}
