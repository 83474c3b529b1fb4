package station

// ReceptionSession is one sitting of the reception register (人大代表接待选民登记表). Its lines are the matters that name it:
// one visitor with several issues makes several matters.
type ReceptionSession struct {
	ID       string    `json:"id"`
	Number   string    `json:"number,omitempty"`
	Date     Date      `json:"date"`
	Start    ClockTime `json:"start,omitempty"`
	End      ClockTime `json:"end,omitempty"`
	Place    string    `json:"place,omitempty"`
	Deputies []string  `json:"deputies,omitempty"` // deputy ids
	Staff    []string  `json:"staff,omitempty"`    // names of those on duty
	Units    []string  `json:"units,omitempty"`    // unit ids present (联合接待)
	Notice   string    `json:"notice,omitempty"`   // number and date of the reception notice
	Visitors int       `json:"visitors,omitempty"`
	Rule     string    `json:"rule,omitempty"` // reception rule it follows
	Note     string    `json:"note,omitempty"`
}

// internalFields keeps the register's remarks from the public.
func (s ReceptionSession) internalFields() []string { return []string{"note", "staff"} }

// Check says what is wrong with a session, or nil.
func (s ReceptionSession) Check() error {
	switch {
	case !s.Date.Full():
		return Invalid("date_invalid", "接待的日期读不懂，请写成 2026-01-31。")
	case len(s.Deputies) == 0:
		return Invalid("session_deputies_missing", "请写明接待的代表。")
	case s.Visitors < 0 || s.Visitors > 10_000:
		return Invalid("session_visitors_invalid", "接待人数不对。")
	}
	return nil
}
