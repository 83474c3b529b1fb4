package phone

import "lianzhan/station"

// Deputy is what a deputy's page says. Every field is public already; an empty one is left out of the page.
type Deputy struct {
	Name        string
	Photo       string // URL
	Mandates    []Mandate
	Posts       []string
	Group       string
	Station     string
	StationPage string // URL
	Commitment  string
	Strengths   string
	Villages    []string
	Phone       string // the deputy's own, only where published
	Card        string // URL of the vCard
	Report      string // URL of the form
	Receptions  []Reception
	Duties      []Duty
	Office      Office
}

// Mandate is one congress a deputy sits in.
type Mandate struct {
	Tier string // as the station words it
	Area string // electoral unit
	Term string
}

// Reception is one of the next days to meet deputies.
type Reception struct {
	Date       station.Date
	Today      station.Date // the day the page is for
	Lunar      string
	Start, End station.ClockTime
	Place      string
	Deputies   []string // names
	Tentative  bool
}

// Duty is something a deputy took part in.
type Duty struct {
	Date         station.Date
	Label, Title string
	Note         string
}

// Office is whom to ask and how to check that a page is real.
type Office struct {
	Name  string
	Phone string
	Host  string // the address of this site as printed under its codes
}

// Station is what a station's page says.
type Station struct {
	Name       string
	Photo      string // URL
	Intro      string
	Brand      string
	Address    string
	Hours      string
	Phone      string
	Report     string // URL of the form
	Receptions []Reception
	Deputies   []Entry
	More       int // deputies beyond those listed
	Office     Office
}

// Entry is one deputy in a station's list.
type Entry struct {
	Name, Page string
	Tiers      []string
	Areas      []string
}

// Regret says kindly that there is nothing to show.
type Regret struct {
	Title    string
	Sentence string
	Page     string // URL of the station's page, where one can go on
	Office   Office
}

// WriteDeputy writes a deputy's page.
func WriteDeputy(d Deputy) ([]byte, error) { return write(deputyPage, d) }

// WriteStation writes a station's page.
func WriteStation(s Station) ([]byte, error) { return write(stationPage, s) }

// WriteRegret writes the page for an unknown code or an ended mandate.
func WriteRegret(r Regret) ([]byte, error) { return write(regretPage, r) }
