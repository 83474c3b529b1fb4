package station

// Holidays is the State Council's yearly table of public holidays and make-up working days, as data that can be updated.
type Holidays struct {
	ID      string `json:"id"` // the year, "2026"
	Year    int    `json:"year"`
	Off     []Date `json:"off"`             // days off, weekends inside a holiday included
	Working []Date `json:"working"`         // weekend days worked to make up for them
	Basis   string `json:"basis,omitempty"` // the notice it comes from
}

// Check says what is wrong with a table, or nil.
func (h Holidays) Check() error {
	if h.Year < 1949 || h.Year > 2200 {
		return Invalid("holidays_year_invalid", "节假日表的年份不对：%d。", h.Year)
	}
	for _, list := range [][]Date{h.Off, h.Working} {
		for _, d := range list {
			if len(d) != len("2006-01-02") || !d.Valid() || d.Time().Year() != h.Year {
				return Invalid("date_invalid", "节假日表里的日期“%s”不对，请写成 %d-01-31。", d, h.Year)
			}
		}
	}
	return nil
}
