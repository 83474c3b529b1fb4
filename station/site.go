package station

// SiteKind tells a home, a central station, an area station, a project's station, a point and a room apart.
type SiteKind string

// The kinds of site in the tree (domain: 家, 中心站, 片区站, 村社区站, 民生重点项目站, 点, 室).
const (
	SiteHome    SiteKind = "home"
	SiteCenter  SiteKind = "center"
	SiteArea    SiteKind = "area"
	SiteStation SiteKind = "station"
	SiteProject SiteKind = "project"
	SitePoint   SiteKind = "point"
	SiteRoom    SiteKind = "room"
)

// SiteKinds lists the kinds and their Chinese names, the widest first.
var SiteKinds = Choices[SiteKind]{
	{SiteHome, "代表之家"}, {SiteCenter, "中心联络站"}, {SiteProject, "民生重点项目联络站"}, {SiteArea, "片区联络站"},
	{SiteStation, "村（社区）联络站"}, {SitePoint, "联络点"}, {SiteRoom, "联络室"},
}

const mostSites = 10_000 // in one declaration

// Label is the Chinese name of a kind; an unknown one is shown as itself.
func (k SiteKind) Label() string { return SiteKinds.Label(k) }
