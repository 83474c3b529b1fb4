package display

// A page that stays for other seconds than its words take is the same page.

func (p OverviewPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p FacesPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p SpotlightPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p ReceptionPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p ProjectsPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p PromisePage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p SolvedPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p NoticePage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}

func (p TestCardPage) staying(seconds float64) Page {
	p.Dwell = seconds
	return p
}
