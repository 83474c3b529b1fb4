package phone

import "lianzhan/station"

// Form is the page on which a voter writes a matter down, and again what was typed when something was wrong.
type Form struct {
	Heading    string
	Action     string
	Token      string
	Deputy     string // short code, empty for the station
	Draft      bool   // goes on with what was begun at the terminal
	Categories []Choice
	Villages   []string
	Typed      Typed
	Photos     []Held
	MostPhotos int
	Longest    int // characters
	Error      string
	Notice     []string
	Keep       string
	Version    string // of the notice
	Office     Office
}

// mostFields is how many photos a form takes at once; more make it too heavy for a slow line.
const mostFields = 4

// FileFields numbers the photos that may still be added, one field each: no phone lets several be picked reliably.
func (f Form) FileFields() []int {
	var fields []int
	for n := len(f.Photos) + 1; n <= f.MostPhotos && len(fields) < mostFields; n++ {
		fields = append(fields, n)
	}
	return fields
}

// Choice is one thing to pick.
type Choice struct{ ID, Label string }

// Typed is what the voter typed so far.
type Typed struct {
	Category, Words, Village, Place, Name, Phone string
	Consent                                      bool
}

// Held is a photo that came already.
type Held struct{ ID, Thumb string }

// Ask is the page that asks for a query code.
type Ask struct {
	Typed  string
	Error  string
	Office Office
}

// Handover is the page on which a phone adds photos to what is told at the terminal.
type Handover struct {
	Action     string
	Token      string
	About      string
	Photos     []Held
	MostPhotos int
	Write      string // URL where the phone writes the whole matter
	Done       string
	Error      string
	Office     Office
}

// Real tells how to know a real page from a false one.
type Real struct {
	Back   string
	Office Office
}

// Mine is what is kept about the voter, and how to take it back.
type Mine struct {
	Path        string // of the progress page
	Name, Phone string // masked
	Texts       []Said
	Photos      []string
	Contact     bool
	Any         bool
	Retention   string
	Done, Error string
	Office      Office
}

// Said is something the voter said.
type Said struct {
	On   station.Date
	Text string
}

// WriteForm writes the form.
func WriteForm(f Form) ([]byte, error) { return write(formPage, f) }

// WriteAsk writes the page that asks for a code.
func WriteAsk(a Ask) ([]byte, error) { return write(askPage, a) }

// WriteHandover writes the page that adds photos.
func WriteHandover(h Handover) ([]byte, error) { return write(handover, h) }

// WriteReal writes the page about real and false.
func WriteReal(r Real) ([]byte, error) { return write(realPage, r) }

// WriteMine writes the page of a voter's own data.
func WriteMine(m Mine) ([]byte, error) { return write(minePage, m) }
