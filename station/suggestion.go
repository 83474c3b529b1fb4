package station

// Suggestion is a deputy's suggestion (代表建议) as the public may see it; its workflow comes with the matters.
type Suggestion struct {
	ID          string   `json:"id"`
	Number      string   `json:"number,omitempty"`
	Congress    string   `json:"congress,omitempty"` // congress and session
	Title       string   `json:"title"`
	Body        string   `json:"body,omitempty"`
	Category    string   `json:"category,omitempty"`
	LeadDeputy  string   `json:"lead_deputy,omitempty"` // deputy id
	CoSigners   []string `json:"co_signers,omitempty"`  // deputy ids
	LeadUnit    string   `json:"lead_unit,omitempty"`
	SubmittedOn Date     `json:"submitted_on,omitempty"`
	AssignedOn  Date     `json:"assigned_on,omitempty"`
	DueOn       Date     `json:"due_on,omitempty"`
	RepliedOn   Date     `json:"replied_on,omitempty"`
	Reply       string   `json:"reply,omitempty"`
	ReplyClass  string   `json:"reply_class,omitempty"` // A, B, C or D
	Public      bool     `json:"public,omitempty"`
}

// Check says what is wrong with a suggestion, or nil.
func (s Suggestion) Check() error {
	if s.Title == "" {
		return Invalid("suggestion_title_missing", "建议的标题不能为空。")
	}
	for _, d := range []Date{s.SubmittedOn, s.AssignedOn, s.DueOn, s.RepliedOn} {
		if d != "" && !d.Valid() {
			return Invalid("date_invalid", "建议“%s”的日期“%s”读不懂，请写成 2026-01-31。", s.Title, d)
		}
	}
	return nil
}
