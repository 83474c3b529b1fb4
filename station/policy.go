package station

// PolicyID is the id of the one policy record of a station.
const PolicyID = "policy"

// Policy is what a station decides for itself within the law. The zero value is the shipped default.
type Policy struct {
	Security string `json:"security,omitempty"` // "asvs" (default) or "dengbao2"
	// Terms replace the shipped deadlines, by step.
	Terms Terms `json:"terms,omitempty"`
	// MaskAfterDays and EraseAfterDays are how long after closing the voter's contact stays in full, and stays at all.
	MaskAfterDays  int `json:"mask_after_days,omitempty"`
	EraseAfterDays int `json:"erase_after_days,omitempty"`
	// Printer of slips: "tcp://192.168.1.50:9100" or a device such as "/dev/usb/lp0"; empty for none.
	Printer   string `json:"printer,omitempty"`
	SlipWidth int    `json:"slip_width,omitempty"` // mm: 58 or 80
	Notice    string `json:"notice,omitempty"`     // contact of the person answering for personal data (PIPL art. 17)
}

// The shipped retention: contact masked 90 days after closing, erased after two years.
const (
	defaultMaskDays  = 90
	defaultEraseDays = 730
)

// ConsentVersion names the notice voters agree to (PIPL arts. 14, 17); it changes with its text.
const ConsentVersion = "2026-11"

// Retention is when after closing the contact is masked and when it is erased, in days.
func (p Policy) Retention() (mask, erase int) {
	mask, erase = p.MaskAfterDays, p.EraseAfterDays
	if mask == 0 {
		mask = defaultMaskDays
	}
	if erase == 0 {
		erase = defaultEraseDays
	}
	return mask, erase
}

// Check says what is wrong with a policy, or nil.
func (p Policy) Check() error {
	for step, term := range p.Terms {
		if err := term.Check(); err != nil {
			return Invalid("term_invalid", "“%s”的期限读不懂，请写成几个工作日、几天或几个月。", step)
		}
	}
	mask, erase := p.Retention()
	switch {
	case p.Security != "" && p.Security != "asvs" && p.Security != "dengbao2":
		return Invalid("policy_invalid", "安全策略只能是 asvs 或 dengbao2。")
	case mask < 1 || erase < mask:
		return Invalid("retention_invalid", "个人信息的保存期限不对：先遮盖，后删除。")
	case p.SlipWidth != 0 && p.SlipWidth != 58 && p.SlipWidth != 80:
		return Invalid("slip_width_invalid", "小票宽度只能是 58 或 80 毫米。")
	}
	return nil
}
