package station

import "time"

// Draft is a matter somebody is still telling: begun at the kiosk, carried over to a phone or to an officer. It lives in
// memory only and is gone after a while, so that nothing private stays behind.
type Draft struct {
	Token   string // 128 bits in hex, known to the kiosk that began it
	Short   string // code of the page /W/{SHORT} for the voter's phone
	For     DraftFor
	State   DraftState
	Client  string // client id the matter will have
	Began   time.Time
	Ends    time.Time
	Screen  string // kiosk it was begun at
	Officer string // account that took it up
	Name    string // that officer's name
	Text    DraftText
	Code    string // query code, once it became a matter
}

// DraftText is what has been told so far.
type DraftText struct {
	Category string   `json:"category"`
	Title    string   `json:"title,omitempty"`
	Words    string   `json:"words,omitempty"`
	Village  string   `json:"village,omitempty"`
	Place    string   `json:"place,omitempty"`
	Deputies []string `json:"deputies,omitempty"`
	People   int      `json:"people,omitempty"`
	Name     string   `json:"name,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Photos   []string `json:"photos,omitempty"` // SHA-256
}

// DraftFor is where a draft goes on.
type DraftFor string

// The ways a draft goes on.
const (
	ForPhone  DraftFor = "phone"  // the voter finishes on their own phone
	ForPhotos DraftFor = "photos" // the phone only adds pictures, the kiosk goes on
	ForStaff  DraftFor = "staff"  // an officer writes (代录)
)

// DraftState is how far a draft is.
type DraftState string

// The states of a draft.
const (
	DraftOpen        DraftState = "open"         // waiting to be taken up
	DraftOpened      DraftState = "opened"       // a phone or an officer has it
	DraftReadingBack DraftState = "reading_back" // written; the voter hears it and confirms
	DraftConfirmed   DraftState = "confirmed"    // became a matter
	DraftGone        DraftState = "gone"         // given up or run out
)
