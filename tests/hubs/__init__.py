"""Hubs that run as processes of their own, on halls made for one test or one measurement."""
